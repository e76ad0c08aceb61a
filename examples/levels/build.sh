#!/bin/sh
# A province of three levels in which the districts end on 1 July 2025: examples/levels/build.sh REGISTER
# The register REGISTER is made new; tasktrack must be on PATH. All names are invented.
set -eu
case $1 in
/*) register=$1 ;;
*) register=$PWD/$1 ;;
esac
cd "$(dirname "$0")"
tasktrack() { command tasktrack --db "$register" "$@"; }

tasktrack --today 2025-02-01 init --office "UBND tỉnh Sông Vàng"
tasktrack --today 2025-02-01 unit import units.csv
tasktrack --today 2025-06-30 task import tasks-before.csv
tasktrack --today 2025-06-30 progress import progress-before.csv
tasktrack --today 2025-06-30 period open 2025-06
tasktrack --today 2025-07-03 period close 2025-06

# Two communes make one, in each district; then the districts end, and what they have passes on.
tasktrack --today 2025-07-04 unit merge XDT XTT --into XYB --name "UBND xã Yên Bồng" --parent UBND --on 2025-07-01 --document 1701/NQ
tasktrack --today 2025-07-04 unit merge XNL XBL --into XTS --name "UBND xã Tam Sa" --parent UBND --on 2025-07-01 --document 1701/NQ
tasktrack --today 2025-07-04 unit close HYB --into XYB --on 2025-07-01 --document 72/2025/QH15
tasktrack --today 2025-07-04 unit split HTS --into XTS --into UBND --task T-11=XTS --sub-unit XTH=UBND --rest XTS --on 2025-07-01 --document 72/2025/QH15

tasktrack --today 2025-11-20 task import tasks-after.csv
tasktrack --today 2025-11-20 progress import progress-after.csv
tasktrack --today 2025-11-20 report levels 2025
