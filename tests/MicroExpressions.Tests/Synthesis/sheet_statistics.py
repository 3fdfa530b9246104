"""Prints the aggregate numbers of data-manifests/synthetic.json ("statistics") from a data root's annotation sheets.

    python3 sheet_statistics.py DATA_ROOT        (python >= 3.8, numpy)

Reads the sheets' cells straight from the .xlsx archives; nothing but quantiles, counts and rates is printed.
"""
import collections
import json
import re
import sys
import zipfile
import xml.etree.ElementTree as ET

import numpy as np

NS = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
# the units that the corpus can make; eye closure alone is left out, being what a blink is
MADE = {1, 2, 4, 5, 6, 7, 9, 12, 14, 15, 17, 24, 25, 43}
LEVELS = [0, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 1]


def rows(path, sheet=1):
    with zipfile.ZipFile(path) as z:
        shared = []
        if "xl/sharedStrings.xml" in z.namelist():
            for si in ET.fromstring(z.read("xl/sharedStrings.xml")).findall("m:si", NS):
                shared.append("".join(t.text or "" for t in si.iter("{%s}t" % NS["m"])))
        for row in ET.fromstring(z.read(f"xl/worksheets/sheet{sheet}.xml")).iter("{%s}row" % NS["m"]):
            cells = {}
            for c in row.findall("m:c", NS):
                v, column = c.find("m:v", NS), re.match("[A-Z]+", c.get("r")).group()
                if v is not None:
                    cells[column] = shared[int(v.text)] if c.get("t") == "s" else v.text
            yield cells


def number(cells, column):
    try:
        return float(cells[column])
    except (KeyError, ValueError):
        return None


def summary(intervals, fps):
    """intervals: (onset, apex or None, offset); only complete, ordered rows count."""
    seconds = [(f - o) / fps for o, a, f in intervals]
    places = [(a - o) / (f - o) for o, a, f in intervals if a is not None and o <= a <= f and f > o]
    q = lambda values: [round(float(np.quantile(values, level)), 4) for level in LEVELS]
    return {"count": len(seconds), "durationSeconds": q(seconds), "apexCount": len(places), "apexPosition": q(places)}


def combinations(texts, least):
    """The sets of action units written in the sheets' cells that we can make, with their counts, commonest first."""
    counts = collections.Counter(frozenset(int(n) for n in re.findall(r"\d+", text)) for text in texts)
    kept = [(sorted(units), n) for units, n in counts.items() if n >= least and units and units <= MADE and units != {43}]
    return [{"units": units, "count": n} for units, n in sorted(kept, key=lambda kept: (-kept[1], kept[0]))]


def main(root):
    out = {"levels": LEVELS}
    units = {"micro": [], "macro": [], "clips": []}

    cas = {"micro": [], "macro": []}
    for r in rows(f"{root}/annotations/casme-squared/code_final.xlsx"):
        o, a, f = (number(r, c) for c in "CDE")
        units["micro" if "micro" in r["H"] else "macro"].append(r.get("F", ""))
        if o and f and f > o:
            cas["micro" if "micro" in r["H"] else "macro"].append((o, a if a and o <= a <= f else None, f))
    lengths = {}
    for line in open(f"{root}/annotations/casme-squared/casme2_annotation_357.csv").read().split()[1:]:
        p = line.split(",")
        lengths[p[1]] = int(p[6]) / 30
    out["casmeSquared"] = {k: summary(v, 30) for k, v in cas.items()}
    minutes = sum(lengths.values()) / 60
    out["casmeSquared"].update(videos=len(lengths), minutes=round(minutes, 2),
                               microPerMinute=round(57 / minutes, 3), macroPerMinute=round(300 / minutes, 3))

    samm = {"micro": [], "macro": []}
    counts = {"micro": 0, "macro": 0}
    for r in rows(f"{root}/annotations/samm-lv/SAMM_LongVideos_V2_Release.xlsx"):
        o, a, f = (number(r, c) for c in "DEF")
        kind = r.get("H", "")
        kind = "micro" if kind.startswith("Micro") else "macro" if kind.startswith("Macro") else None
        if kind is None:
            continue
        counts[kind] += 1
        units[kind].append(r.get("I", ""))
        if o and f and f > o:
            samm[kind].append((o, a if a and o <= a <= f else None, f))
    lengths = {}
    for line in open(f"{root}/annotations/samm-lv/samm_annotation.csv").read().split()[1:]:
        p = line.split(",")
        lengths[p[1]] = int(p[6]) / 200
    minutes = sum(lengths.values()) / 60
    out["sammLongVideos"] = {k: summary(v, 200) for k, v in samm.items()}
    out["sammLongVideos"].update(videos=len(lengths), minutes=round(minutes, 2),
                                 microPerMinute=round(counts["micro"] / minutes, 3),
                                 macroPerMinute=round(counts["macro"] / minutes, 3))

    clips = []
    for r in rows(f"{root}/annotations/casme2/CASME2-coding-20140508.xlsx"):
        v = [number(r, c) for c in "CDE"]
        if None not in v and v[2] > v[0]:
            clips.append(tuple(v))
            units["clips"].append(r.get("F", ""))
    out["casme2"] = summary(clips, 200)

    clips = []
    header = None
    for r in rows(f"{root}/annotations/samm/SAMM.xlsx"):
        if header is None:
            found = {str(v).split(" ")[0]: c for c, v in r.items()}
            if {"Onset", "Apex", "Offset"} <= set(found):
                header = [found[n] for n in ("Onset", "Apex", "Offset")]
            continue
        v = [number(r, c) for c in header]
        if None not in v and v[2] > v[0]:
            clips.append(tuple(v))
            units["clips"].append(r.get("I", ""))
    out["samm"] = summary(clips, 200)
    out["actionUnits"] = {kind: combinations(texts, 3) for kind, texts in units.items()}
    print(json.dumps(out, indent=1))


main(sys.argv[1])
