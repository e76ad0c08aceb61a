#!/usr/bin/env bash
# From nothing to a closed month and a ranked table: examples/quickstart.sh [FOLDER]
# Installs tasktrack beside this checkout, then plays a clerk's day on a sample province, and looks at the month of
# an office whose officers are scored; each command is shown before it runs. The registers are made in FOLDER, by
# default a new temporary one; nothing is overwritten.
set -u
checkout=$(CDPATH="" cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P) || exit
. "$checkout/examples/setup.sh"

# As the program chooses it: TASKTRACK_LANG, the locale, else Vietnamese.
choose_language() {
    local wanted
    for wanted in "${TASKTRACK_LANG:-}" "${LC_ALL:-}" "${LC_MESSAGES:-}" "${LANG:-}"; do
        case $wanted in
        vi | vi[_.-]* | en | en[_.-]*)
            printf '%.2s' "$wanted"
            return
            ;;
        esac
    done
    printf 'vi'
}

tell() {
    if [ "$TASKTRACK_LANG" = vi ]; then printf '\n== %s\n' "$1"; else printf '\n== %s\n' "$2"; fi
}

# Show a command as it would be typed, then run it.
run() {
    local word line='$ tasktrack'
    for word in "$@"; do
        case $word in
        *[!A-Za-z0-9_./=:-]*) line="$line \"$word\"" ;;
        *) line="$line $word" ;;
        esac
    done
    printf '\n%s\n\n' "$line"
    "$venv_bin/tasktrack" "$@" || exit
}

open_folder() {
    local folder=$1
    if [ -z "$folder" ]; then
        folder=$(mktemp -d) || exit
    else
        mkdir -p "$folder" || exit
    fi
    folder=$(CDPATH="" cd "$folder" && pwd -P) || exit
    case $folder/ in
    "$checkout"/*)
        refuse "$folder lies inside the checkout: name a folder outside it."
        exit 2
        ;;
    esac
    cd "$folder" || exit
}

free_name() {
    local name=$1.db number=1
    while [ -e "$name" ]; do
        number=$((number + 1))
        name=$1-$number.db
    done
    printf '%s' "$name"
}

TASKTRACK_LANG=$(choose_language)
export TASKTRACK_LANG
open_folder "${1:-}"
set_up "$checkout" || exit
register=$(free_name province)
officers=$(free_name officers)

tell "Dựng sổ mẫu của một tỉnh: đơn vị, cán bộ, nhiệm vụ, tiến độ, các kỳ đã chốt (mất vài giây)" \
    "Build the register of a sample province: units, officers, tasks, progress, closed periods (a few seconds)"
run --db "$register" demo

tell "Ngày 22/11/2026: cập nhật tiến độ một nhiệm vụ, rồi xem các nhiệm vụ quá hạn" \
    "22 November 2026: log progress on a task, then look at what is overdue"
run --db "$register" --today 2026-11-22 log NV91 "Đã trình UBND tỉnh phương án" --percent 80 \
    --next "Hoàn thiện theo ý kiến của UBND tỉnh"
run --db "$register" --today 2026-11-22 task list --status overdue

tell "Ngày 05/12/2026: chốt kỳ tháng 11 (biên bản kèm mã niêm phong để in, ký), xem bảng xếp hạng và thay đổi" \
    "5 December 2026: close November (its record, with the seal, is kept to be printed), and see ranks and changes"
run --db "$register" --today 2026-12-05 period close 2026-11 --yes --output "${register%.db}-2026-11.txt"
run --db "$register" --today 2026-12-05 rank 2026-11

tell "Vì sao có điểm này: từng công thức, nhiệm vụ, ngày và văn bản" \
    "Where a score comes from: every formula, task, day and document"
run --db "$register" --today 2026-12-05 score explain SXD 2026-11

tell "Chỉ số cải cách hành chính đã công bố: Tây Ninh 2023, Thanh Hóa 2024" \
    "Published reform indexes: Tây Ninh 2023, Thanh Hóa 2024"
run --db "$register" rank 2023
run --db "$register" rank 2024

tell "Kiểm tra: nhật ký, số liệu đã chốt và niêm phong còn nguyên" \
    "Check that journal, closed figures and seals are whole"
run --db "$register" verify

tell "Chấm điểm công chức theo Nghị định 335/2025: dựng sổ mẫu của Sở Nội vụ, 17 người, mười tháng đã chốt" \
    "Officers scored by Decree 335/2025: build the register of a department, 17 people, ten months closed"
run --db "$officers" demo --officers

tell "Điểm tháng 10 của công chức, và vì sao có điểm ấy: điểm chung, a, b, c, từng sản phẩm" \
    "The officers' scores of October, and where one comes from: common points, a, b, c, every product"
run --db "$officers" --today 2026-11-22 score list 2026-10 --scheme nd335-officer
run --db "$officers" --today 2026-11-22 score explain SNV-14 2026-10

tell "Sổ mẫu nằm ở $PWD/$register. Thử tiếp (lệnh log sẽ bị từ chối: kỳ tháng 11 đã chốt):" \
    "The register lies at $PWD/$register. Try next (the log command will be refused: November is closed):"
cat <<EOF

export PATH="$venv_bin:\$PATH" TASKTRACK_DB="$PWD/$register"
tasktrack --today 2026-12-05 task show NV91
tasktrack --today 2026-12-05 log NV91 "..." --on 2026-11-30
tasktrack --today 2026-12-05 rank 2026-11 --format md
tasktrack history --limit 10
tasktrack --db "$PWD/$officers" --today 2026-11-22 report classes 2026
tasktrack --help
EOF
