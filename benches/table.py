#!/usr/bin/env python3
"""Measure gainsay on generated corpora, with DuckDB beside it, and print the table: python3 benches/table.py

It makes the corpora below target/bench, builds gainsay, installs DuckDB in a virtual environment there, and runs everything three
times, one after the other. Medians are printed. --claims N takes another size than a million, --quick a tenth of everything.
"""
import argparse, os, random, re, resource, statistics, subprocess, sys, time, venv
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WORK = ROOT / "target" / "bench"
VOCABULARY = """define measure deaths
    kind cumulative
    unit people
    sums over group
define measure injured
    kind cumulative
    unit people
define measure displaced
    kind level
    unit people
define group soldiers
define group civilians
define complete group {soldiers, civilians} of everyone
"""
HEADINGS = "measure,value,unit,place,group,date,source,via,published\n"
# The nearest to it in SQL: figures that differ at one fact, and running totals that fall. No parts, laws, relays, hedges, explanations.
DUCK = """import duckdb, sys, time
start = time.time()
db = duckdb.connect()
db.execute("set threads=2")
db.execute(f'''create temp table t as select lower(measure) m, place, coalesce("group", '') g, date d, source s,
    try_cast(value as double) v from read_csv('{sys.argv[1]}', header=true, all_varchar=true)''')
db.execute('''select m, place, g, d, min(v), max(v), list(s) from t where v is not null
    group by all having count(distinct v) > 1''').fetchall()
db.execute('''select * from (select *, max(v) over (partition by m, place, g order by d rows between unbounded preceding
    and 1 preceding) top from t where v is not null and m <> 'displaced') where top > v''').fetchall()
print(duckdb.__version__, time.time() - start)
"""


def rows(count, seed):
    """Rows of three sources on ten days of each place; in one place of a hundred a figure is wrong."""
    r, start, place, made = random.Random(seed), date(2020, 9, 27), 0, 0
    while made < count:
        place += 1
        sources = r.sample(range(32), 3)
        what, one, two = r.randrange(10), r.randint(20, 900), r.randint(20, 900)
        wrong = r.randrange(10) if r.randrange(100) == 0 else None
        for day in range(10):
            one, two, on = one + r.randint(0, 60), two + r.randint(0, 60), start + timedelta(day)
            for source in sources:
                slip = 400 if day == wrong and source == sources[0] else 0
                parts = [("deaths", one, "soldiers"), ("deaths", two, "civilians"), ("deaths", one + two, "")]
                said = parts if what == 0 else [("deaths" if what < 6 else "displaced", one, "")]
                for measure, value, group in said:
                    made += 1
                    via = f"Outlet {r.randrange(40)}" if r.randrange(3) == 0 else ""
                    yield measure, value + slip, f"Place {place}", group, on, f"Source {source}", via


def write_claims(folder, count, form):
    """A corpus as a sheet or as text, with its vocabulary; returns its folder."""
    folder = WORK / folder
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "vocabulary.claims").write_text(VOCABULARY)
    with open(folder / f"corpus.{form}", "w") as out:
        if form == "csv":
            out.write(HEADINGS)
        for measure, value, place, group, on, source, via in rows(count, 3):
            if form == "csv":
                out.write(f"{measure},{value},,{place},{group},{on},{source},{via},{on}\n")
            else:
                among, relay = f" among {group}" if group else "", f' via "{via}"' if via else ""
                out.write(f'{measure} {value}{among} in "{place}" on {on} by "{source}"{relay} published {on}\n')
    return folder


def write_tied(folder, days, disputed):
    """Regions with districts, age classes and daily figures of three sources that all add up, but for a share of the days."""
    folder, r = WORK / folder, random.Random(5)
    folder.mkdir(parents=True, exist_ok=True)
    names = [f"Region {at}" for at in range(3)] + [f"District {at}" for at in range(9)]
    lines = ["define measure cases\n    kind cumulative\n    unit people\n    sums over place, group",
             "define measure deaths\n    kind cumulative\n    unit people\n    sums over place\n    part of cases",
             "define measure \"new cases\"\n    kind flow\n    unit people\n    adds up to cases", "define place Country"]
    lines += [f'define place "Region {at}" within Country' for at in range(3)]
    lines += [f'define place "District {at}" within "Region {at // 3}"' for at in range(9)]
    lines.append("define complete place {" + ", ".join(f'"Region {at}"' for at in range(3)) + "} of Country")
    for at in range(3):
        parts = ", ".join(f'"District {3 * at + of}"' for of in range(3))
        lines.append(f'define complete place {{{parts}}} of "Region {at}"')
    lines += ["define group children", "define group adults", "define complete group {children, adults} of everyone"]
    (folder / "vocabulary.claims").write_text("\n".join(lines) + "\n")
    cases, deaths, count = [0] * 9, [0] * 9, 0
    with open(folder / "archive.csv", "w") as out:
        out.write(HEADINGS)
        for day in range(days):
            on = date(2020, 3, 1) + timedelta(day)
            new = [r.randint(2, 90) for _ in range(9)]
            for at in range(9):
                cases[at] += new[at]
                deaths[at] += min(new[at], r.randint(0, 3))
            up = lambda values: [sum(values)] + [sum(values[3 * at:3 * at + 3]) for at in range(3)] + values
            for number, source in enumerate(["Ministry", "Institute", "Observatory"]):
                for place, total, died, daily in zip(["Country"] + names, up(cases), up(deaths), up(new)):
                    slip = 7 if number and r.random() < disputed else 0
                    said = [("cases", total + slip, ""), ("deaths", died, "")]
                    if place == "Country" and number == 0:
                        said += [("cases", total // 5, "children"), ("cases", total - total // 5, "adults")]
                    if day and number == 0:
                        said.append(("new cases", daily, ""))
                    for measure, value, group in said:
                        count += 1
                        out.write(f"{measure},{value},,{place},{group},{on},{source},,{on}\n")
    return folder, count


def run(command):
    """Wall time and CPU time in seconds, the largest memory in MB, and what was printed."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.time()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as child:
        printed = child.stdout.read()
        _, _, used = os.wait4(child.pid, 0)
        child.returncode = 0
    wall = time.time() - start
    del before
    return wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, printed


def median(command, times=3):
    found = [run(command) for _ in range(times)]
    return [statistics.median(one[at] for one in found) for at in range(3)] + [found[0][3]]


def megabytes(folder):
    return sum(path.stat().st_size for path in folder.iterdir()) / 1e6


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--claims", type=int, default=1_000_000)
    options.add_argument("--quick", action="store_true", help="a tenth of everything")
    options.add_argument("--binary", type=Path, help="this gainsay, instead of building one")
    options.add_argument("--no-edit", action="store_true", help="leave out the edited line, which builds the benches")
    given = options.parse_args()
    size = given.claims // (10 if given.quick else 1)
    binary = given.binary
    if binary is None:
        subprocess.run(["cargo", "build", "--release", "--quiet"], cwd=ROOT, check=True)
        binary = ROOT / "target" / "release" / "gainsay"
    python = WORK / "venv" / "bin" / "python"
    if not python.exists():
        venv.create(WORK / "venv", with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", "duckdb"], check=True)
    (WORK / "duck.py").write_text(DUCK)
    check = lambda folder: median([str(binary), "check", str(folder), "--format", "json", "--quiet"])
    table = []

    sheet = write_claims("sheet", size, "csv")
    duck = median([str(python), str(WORK / "duck.py"), str(sheet / "corpus.csv")])
    version = duck[3].split()[0]
    wall, cpu, memory, _ = check(sheet)
    table.append((f"{size:,} claims as a sheet", wall, cpu, memory,
                  f"{wall / duck[0]:.2f} x DuckDB {version}, two threads ({duck[0]:.2f} s; CPU {cpu / duck[1]:.2f} x)",
                  "0.25 x"))
    table.append(("its memory", None, None, memory, f"{memory / megabytes(sheet):.1f} x input", "3 x"))
    text = write_claims("text", size, "claims")
    in_text = check(text)
    table.append((f"{size:,} claims as text", *in_text[:3], f"{in_text[0] / wall:.2f} x the sheet", "1.2 x"))
    small = check(write_claims("small", size // 10, "csv"))
    table.append((f"{size // 10:,} claims as a sheet", *small[:3],
                  f"{wall / small[0]:.1f} x the time for ten times as many", "11 x"))
    for disputed, goal in [(0, "0.5 s of CPU"), (0.1, "1 s of CPU")]:
        days = 220 // (10 if given.quick else 1)
        folder, count = write_tied(f"tied{disputed}", days, disputed)
        tied = check(folder)
        table.append((f"{count:,} tied rows, {disputed:.0%} disputed", *tied[:3], "", goal))
    start = median([str(binary), "check", str(write_claims("ten", 10, "claims")), "--quiet"], 9)
    table.append(("ten claims", *start[:3], "", "0.005 s"))
    if not given.no_edit:
        printed = subprocess.run(["cargo", "bench", "--quiet", "--bench", "phases", "--", "edited_line"], cwd=ROOT,
                                 check=True, capture_output=True, text=True).stdout
        for how in ["changed", "added and removed"]:
            line = next(line for line in printed.splitlines() if how in line)
            middle = re.findall(r"[\d.]+ (?:ms|s|µs)", line)[2]
            table.append((f"one line of 100,000 {how}", None, None, None, middle, "10 ms"))

    print(f"| what | wall, s | CPU, s | memory, MB | beside | goal |\n| --- | --- | --- | --- | --- | --- |")
    number = lambda value, form: "" if value is None else format(value, form)
    for what, wall, cpu, memory, beside, goal in table:
        print(f"| {what} | {number(wall, '.3f')} | {number(cpu, '.3f')} | {number(memory, '.0f')} | {beside} | {goal} |")


if __name__ == "__main__":
    sys.exit(main())
