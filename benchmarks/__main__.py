"""`make bench`: every benchmark of the project, one after the other."""

import runpy

for benchmark in ("benchmarks.first_page", "benchmarks.analysis"):
    runpy.run_module(benchmark, run_name="__main__")
