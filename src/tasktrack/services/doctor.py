"""Examine a register, its file and its surroundings, and say of each finding what to do."""

from pathlib import Path

from tasktrack.domain.doctor import Check, Examination
from tasktrack.errors import ExitCode, TasktrackError
from tasktrack.services import doctor_beside as beside
from tasktrack.services import doctor_place as place
from tasktrack.services.doctor_books import OF_ITSELF, OF_THE_FILE, Look, Looks, Patient
from tasktrack.services.doctor_office import OF_THE_OFFICE
from tasktrack.store import backup, connect, doctor, filesystem, setting
from tasktrack.store.register import Caller, Register


def examine(path: Path, caller: Caller, *, repair: bool = False) -> Examination:
    """Look at everything; with `repair`, first derive the states of tasks again where they differ.

    Nothing else is ever written. A file that cannot be opened is one finding among those on its
    surroundings, and decides the exit code; so does a repair that was refused.
    """
    path = filesystem.itself(path)
    checks = [*place.examine(path), *beside.unfinished(path)]
    before = doctor.journal_left(path)
    repaired, refusal = _repaired(path, caller) if repair else (None, None)
    refused: ExitCode | None = None
    newest = None
    try:
        with backup.reading(path, caller.on_wait) as db:
            db.execute("COMMIT")
            checks.append(beside.journal(path, before, opened=True))
            patient = Patient(path, db, caller)
            checks += _all(OF_THE_FILE, patient)
            newest = doctor.newest_moment(db)
            patient = _with_settings(patient)
            checks += _all(OF_THE_OFFICE, patient)
            if not connect.is_older(db):
                checks += _all(OF_ITSELF, patient)
        if refusal is not None:
            refused = refusal.exit_code
            checks.append(Check("states", "problem", refusal.message, refusal.remedy))
    except TasktrackError as fault:
        refused = fault.exit_code
        checks.append(Check("opening", "problem", fault.message, beside.way_out(path, fault)))
        checks.append(beside.journal(path, before, opened=False))
    checks.append(beside.backups(path, newest))
    return Examination(path, tuple(checks), refused, repaired)


def _repaired(path: Path, caller: Caller) -> tuple[int | None, TasktrackError | None]:
    """Return how many states were set right, or why none could be."""
    try:
        return doctor.repair_states(path, caller.on_wait, dry_run=caller.dry_run), None
    except TasktrackError as fault:
        return None, fault


def _with_settings(patient: Patient) -> Patient:
    try:
        register = Register(patient.path, patient.db, patient.caller)
    except TasktrackError:
        register = None
    return patient._replace(settings=setting.read(patient.db), register=register)


def _all(looks: Looks, patient: Patient) -> list[Check]:
    return [check for name, look in looks for check in _looked(name, look, patient)]


def _looked(name: str, look: Look, patient: Patient) -> list[Check]:
    """Look at one thing under a view of its own, so that writers wait for one look at most."""
    try:
        with connect.explained(patient.path):
            connect.begin_read(patient.db, patient.caller.on_wait)
            try:
                return list(look(patient))
            finally:
                if patient.db.in_transaction:
                    patient.db.execute("ROLLBACK")
    except TasktrackError as fault:
        return [Check(name, "problem", fault.message, beside.way_out(patient.path, fault))]
