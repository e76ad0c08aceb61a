#!/bin/sh
# Send the weekly report of a register by mail, or keep it as a file:
#
#     weekly-summary.sh REGISTER [ADDRESS]...
#
# With addresses and a mail program the report is mailed. Without one or the other it is kept as a file, and the
# one line printed says where. A week with nothing to tell sends nothing and prints nothing.
#
# What can be set in the environment, for cron and systemd know little of your own:
#
#     TASKTRACK        the program, when it is not in PATH: /opt/tasktrack/bin/tasktrack
#     TASKTRACK_LANG   vi or en; else the language of the register
#     SUMMARY_FOLDER   where reports are kept; else the folder `weekly` beside the register
#     MAILER           sendmail or mail, or the path of one of them; else the first that is found; none: files only
#
# Exit codes: 0; those of tasktrack when it fails (7: the register is missing or damaged); 2 when no register is
# named; 1 when the mail program failed (the report is kept as a file then) or the file cannot be written.
# Subject and file name bear the machine's date; which week is told goes by the office's.
set -u
# Reports name people and unfinished work: what is written here is for its owner alone.
umask 077
PATH=${PATH:-/usr/local/bin:/usr/bin:/bin}

if [ $# -lt 1 ]; then
    echo "Usage: weekly-summary.sh REGISTER [ADDRESS]..." >&2
    exit 2
fi
register=$1
shift

# Print the mail program to use, or nothing. Mail transfer agents often lie outside the PATH of cron.
find_mailer() {
    case ${MAILER:-} in
    none) return ;;
    ?*) set -- "$MAILER" ;;
    *) set -- sendmail /usr/sbin/sendmail /usr/lib/sendmail mail mailx ;;
    esac
    for candidate in "$@"; do
        if command -v "$candidate"; then return; fi
    done
}

# Put the addresses in one line of a header, a comma between any two.
joined() {
    printf '%s' "$1"
    shift
    for address in "$@"; do printf ', %s' "$address"; done
}

# The subject is plain ASCII: no header has to be encoded. The text is UTF-8, and says so.
send() {
    subject="tasktrack: weekly report, $(date +%Y-%m-%d)"
    case $mailer in
    *sendmail*)
        {
            printf 'To: %s\nSubject: %s\n' "$(joined "$@")" "$subject"
            printf 'MIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\n'
            printf 'Content-Transfer-Encoding: 8bit\n\n%s\n' "$report"
        } | "$mailer" -t -i
        ;;
    *) printf '%s\n' "$report" | LC_ALL=C.UTF-8 "$mailer" -s "$subject" "$@" ;;
    esac
}

# Keep the report; a file is written beside its place and moved there, so that nobody reads half of it.
keep() {
    folder=${SUMMARY_FOLDER:-$(dirname "$register")/weekly}
    file=$folder/weekly-$(date +%Y-%m-%d).txt
    mkdir -p "$folder" && printf '%s\n' "$report" >"$file.$$" && mv "$file.$$" "$file" || exit 1
}

# When tasktrack fails, so do we, with its exit code; what it said on standard error cron and systemd pass on.
report=$("${TASKTRACK:-tasktrack}" --db "$register" report weekly --if-any --format text) || exit
[ -n "$report" ] || exit 0

mailer=$(find_mailer)
if [ $# -gt 0 ] && [ -n "$mailer" ]; then
    send "$@" && exit 0
    keep
    echo "weekly-summary.sh: $mailer failed; the report is kept in $file" >&2
    exit 1
fi
keep
echo "Weekly report: $file"
