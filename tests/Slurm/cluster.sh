#!/usr/bin/env bash
# A Slurm cluster of two virtual nodes on this machine, for tests: munge, slurmctld and two slurmd on ports of 127.0.0.1, all their files
# in one folder. Needs root and Debian's packages: apt-get install --no-install-recommends slurm-wlm munge. (Debian's slurmd takes
# -N NODE, so that several run on one host.)
#   cluster.sh start FOLDER CORES     CORES each node; then: export SLURM_CONF=FOLDER/slurm.conf
#   cluster.sh node FOLDER NODE       starts a node that was ended
#   cluster.sh steps FOLDER JOB       the processes that keep watch over a job's steps
#   cluster.sh stop FOLDER
set -euo pipefail
what=$1 folder=$(mkdir -p "$2" && cd "$2" && pwd)
export SLURM_CONF=$folder/slurm.conf

node() { slurmd -N "$1"; }

end() { # end PIDFILE: ends that process and waits for it
  local pid
  pid=$(cat "$1" 2>/dev/null) || return 0
  kill "$pid" 2>/dev/null || return 0
  for _ in $(seq 100); do kill -0 "$pid" 2>/dev/null || return 0; sleep 0.1; done
  kill -9 "$pid"
}

steps() { # steps JOB: only this cluster's
  local p
  for p in $(pgrep -f "^slurmstepd: \[$1\."); do
    if tr '\0' '\n' < "/proc/$p/environ" | grep -qxF "SLURM_CONF=$SLURM_CONF"; then echo "$p"; fi
  done
}

case $what in
  start)
    for program in munged slurmctld slurmd sbatch; do
      command -v $program >/dev/null || { echo "$program is not there: apt-get install --no-install-recommends slurm-wlm munge" >&2; exit 2; }
    done
    mkdir -p "$folder/state" "$folder/spool.node1" "$folder/spool.node2"
    (umask 077; head -c 1024 /dev/urandom > "$folder/munge.key")
    munged --force --key-file="$folder/munge.key" --socket="$folder/munge.sock" --pid-file="$folder/munged.pid" \
      --log-file="$folder/munged.log" --seed-file="$folder/munged.seed"
    cat > "$SLURM_CONF" <<CONF
ClusterName=virtual
SlurmctldHost=localhost
SlurmUser=root
SlurmdUser=root
SlurmctldPort=27817
AuthType=auth/munge
AuthInfo=socket=$folder/munge.sock
StateSaveLocation=$folder/state
SlurmdSpoolDir=$folder/spool.%n
SlurmctldPidFile=$folder/slurmctld.pid
SlurmdPidFile=$folder/slurmd.%n.pid
SlurmctldLogFile=$folder/slurmctld.log
SlurmdLogFile=$folder/slurmd.%n.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core_Memory
AccountingStorageType=accounting_storage/none
JobAcctGatherType=jobacct_gather/none
# a node that is silent so long is down, and its jobs are put back into the queue
SlurmdTimeout=20
ReturnToService=2
NodeName=node1 NodeHostname=localhost Port=27821 CPUs=$3 RealMemory=4000
NodeName=node2 NodeHostname=localhost Port=27822 CPUs=$3 RealMemory=4000
PartitionName=all Nodes=ALL Default=YES MaxTime=60 State=UP
CONF
    slurmctld
    node node1
    node node2
    for _ in $(seq 60); do
      if [ "$(sinfo --noheader --Node --states=idle 2>/dev/null | wc -l)" = 2 ]; then exit 0; fi
      sleep 0.5
    done
    echo "the nodes did not come up: see $folder" >&2
    exit 1 ;;
  node) node "$3" ;;
  steps) steps "$3" ;;
  stop)
    end "$folder/slurmd.node1.pid"; end "$folder/slurmd.node2.pid"; end "$folder/slurmctld.pid"; end "$folder/munged.pid"
    left=$(steps '[0-9]*')    # of a node that was lost, still waiting for it
    if [ -n "$left" ]; then kill -9 $left; fi ;;
  *) echo "unknown: $what" >&2; exit 2 ;;
esac
