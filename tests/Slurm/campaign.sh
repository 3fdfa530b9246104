#!/usr/bin/env bash
# mex slurm against Slurm itself: a table of three rows and two seeds (24 folds, smoke scale) on two virtual nodes. Meanwhile one node is
# lost with all that ran on it; the other's slurmd is lost while what it started lives on, so that two processes want one fold; a task is
# cancelled while it runs and one before; a fold fails. In the end table and JSON must be the bytes that mex reproduce --jobs 2 prints.
#   tests/Slurm/campaign.sh        needs root, slurm-wlm and munge; takes some minutes; its folder stays if it fails
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
mex=$here/../../mex
place=$(mktemp -d /tmp/mex-slurm-XXXXXX)
cluster=$place/cluster
runs="$place/the lab's runs, 100%"
rows=(--row "+MPLG" --row "+MPLG+DFCL" --row "+MPLG, expressions and background apart")
table=(spotting-table-1 --scale smoke --seeds 2 "${rows[@]}")
export SLURM_CONF=$cluster/slurm.conf
start=$SECONDS passed=no frozen=

say() { echo "$((SECONDS - start)) s: $*"; }
fail() { say "$*"; exit 1; }
finish() {
  if [ -n "$frozen" ]; then kill -CONT $frozen 2>/dev/null || true; fi
  "$here/cluster.sh" stop "$cluster"
  if [ $passed = yes ]; then rm -r "$place"; say passed; else say "FAILED; all files: $place"; fi
}
trap finish EXIT
"$mex" methods >/dev/null   # builds, where that is needed

folds() { find "$runs" -path '*/folds/*.json' | wc -l; }
wait_until() { # wait_until SECONDS WHAT COMMAND…
  local end=$((SECONDS + $1)) what=$2
  shift 2
  until "$@"; do [ $SECONDS -lt $end ] || fail "waited too long for $what"; sleep 0.2; done
}
at_least() { [ "$(folds)" -ge "$1" ]; }
submit() { "$mex" slurm "${table[@]}" --folder "$runs" --array-size "$1" 2>>"$place/errors" | tee "$place/said"; }
status() { "$mex" slurm status "$runs" 2>>"$place/errors" | tee "$place/status"; }
queue() { squeue --noheader --array --format='%A|%i|%T|%N|%r' "$@"; }
idle() { [ -z "$(queue)" ]; }
nothing_runs() { [ -z "$(queue --states=running)" ]; }
job_on() { queue --states=running | awk -F'|' -v node="$1" '$4 == node { print $1; exit }'; }
busy() { [ -n "$(job_on "$1")" ]; }
children() { local p; for p in $(pgrep -P "$1"); do echo "$p"; children "$p"; done; }
processes_of() { local p; for p in $("$here/cluster.sh" steps "$cluster" "$1"); do echo "$p"; children "$p"; done; }
claimed() { # the folds that a process holds
  local claim
  for claim in "$runs"/*/folds/*.claim; do [ ! -e "$claim" ] || flock --nonblock "$claim" true || echo "${claim%.claim}"; done
}
waits_for_claim() { grep -ql 'another process is at work on it' "$runs"/slurm/*/1/task-*.log; }
lose() { kill -9 "$(cat "$cluster/slurmd.$1.pid")"; }

"$here/cluster.sh" start "$cluster" 1
say "two nodes"
submit 12
grep -q '^folds: job' "$place/said" || fail "no array was submitted"
say "called again at once"
submit 12
grep -q '^nothing to submit' "$place/said" || fail "submitted twice"

wait_until 600 "the first folds" at_least 2
wait_until 100 "a task on node1" busy node1
lost=$(job_on node1)
lose node1
kill -9 $(processes_of "$lost") 2>/dev/null || true
say "node1 lost with all that ran on it: job $lost"

held=
while [ -z "$held" ]; do    # stops a training on node2 while it holds its fold
  wait_until 100 "a task on node2" busy node2
  job=$(job_on node2)
  frozen=$(processes_of "$job")
  if kill -STOP $frozen 2>/dev/null; then held=$(claimed | head -1); fi
  [ -n "$held" ] || { kill -CONT $frozen 2>/dev/null || true; sleep 0.3; }
done
lose node2
say "node2's slurmd lost; job $job holds fold ${held#"$runs"/} and lives on, for now stopped"
wait_until 120 "Slurm to give the nodes up" nothing_runs
status
"$here/cluster.sh" node "$cluster" node1
say "node1 starts anew"

wait_until 100 "a task on node1" busy node1
sleep 3
running=$(queue --states=running | awk -F'|' '{ print $2; exit }')
scancel "$running"
waiting=$(queue --states=pending | awk -F'|' '$5 == "Resources" || $5 == "Priority" { last = $2 } END { print last }')
scancel "$waiting"
say "task $running cancelled while it ran, task $waiting before"
damaged=
for folder in "$runs"/*/folds; do
  for subject in s03 s04; do
    if ! compgen -G "$folder/$subject.*" >/dev/null; then damaged=$folder/$subject; fi
  done
done
if [ -n "$damaged" ]; then echo nothing > "$damaged.checkpoint"; fi
say "a damaged checkpoint: ${damaged#"$runs"/}"

wait_until 600 "the task that was put back" waits_for_claim
say "the task that was put back finds its fold held: $(grep -h 'at work on it' "$runs"/slurm/*/1/task-*.log)"
kill -CONT $frozen
wait_until 100 "the fold that was held" test -e "$held.json"
frozen=
say "who held it has finished it"
"$here/cluster.sh" node "$cluster" node2

wait_until 900 "all jobs to end" idle
status && fail "status does not tell that folds failed"
grep -q 'failed: .*checkpoint' "$place/status" || fail "status does not tell the damaged checkpoint"
log=$(echo "$runs"/slurm/*/1/table.log)
grep -q '^mex: missing: ' "$log" || fail "the table's job does not tell what is missing"
[ ! -e "$(dirname "$(dirname "$log")")/table.md" ] || fail "a table without its folds"
say "after the first array $(folds) of 24 folds; the table's job: $(tail -1 "$log")"

rm -f "$damaged.checkpoint"
submit 3
wait_until 900 "all jobs to end" idle
status || fail "something failed"
submit 3 >/dev/null
cmp "$place/said" "$runs"/slurm/*/table.md || fail "a call when all is done does not print the table"
say "whole: $(folds) folds"

mkdir -p "$place/jobs"
cp -r "$runs/features-smoke" "$place/jobs"
"$mex" reproduce "${table[@]}" --folder "$place/jobs" --jobs 2 --markdown > "$place/jobs.md" 2>>"$place/errors"
"$mex" reproduce "${table[@]}" --folder "$place/jobs" --jobs 2 --json > "$place/jobs.json" 2>>"$place/errors"
cmp "$place/jobs.md" "$runs"/slurm/*/table.md
cmp "$place/jobs.json" "$runs"/slurm/*/table.json
same=0
while read -r file; do
  cmp "$place/jobs/$file" "$runs/$file"
  same=$((same + 1))
done < <(cd "$place/jobs" && find . -path '*/folds/*.json')
say "the bytes of --jobs 2: table $(wc -c < "$place/jobs.md"), JSON $(wc -c < "$place/jobs.json"), $same folds"
say "memory of a fold: $(cat "$runs"/*/folds/*.cost | grep -o 'PeakMegabytes":[0-9]*' | cut -d: -f2 | sort -n | tail -1) MB at most"
left=$(find "$runs" -name '*.claim' -o -name '*.checkpoint' -o -name '*.unfinished' -o -name '*.epochs')
[ -z "$left" ] || fail "left over: $left"
passed=yes
