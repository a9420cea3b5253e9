"""`make bench`: every benchmark of the project, one after the other."""

from benchmarks import first_page

first_page.main()
