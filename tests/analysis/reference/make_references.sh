#!/usr/bin/env bash
# Regenerates the committed reference values from R and its package `survey`.
#
# Needs root and a Debian-like machine. The `survey` of Debian 12 (4.1-1) centres
# a lonely PSU's total at nought instead of at the mean, so the package is built
# from the source that the next Debian release carries. The package lists used for that
# are kept in a scratch folder and leave the system's own untouched.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
scratch=${HAILONG_R_SCRATCH:-$(mktemp -d)}
library="$scratch/library"
mkdir -p "$library" "$scratch/lists/partial" "$scratch/archives/partial"

if ! command -v Rscript >/dev/null; then
    apt-get -o DPkg::Lock::Timeout=300 update -qq
    DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 install -y \
        --no-install-recommends r-base-core r-base-dev r-cran-survey \
        r-cran-rcpparmadillo r-cran-mass
fi

if [ ! -d "$library/survey" ]; then
    sed -e 's/^Types:.*/Types: deb-src/' \
        -e "s/^Suites:.*/Suites: ${HAILONG_R_SUITE:-trixie}/" \
        /etc/apt/sources.list.d/debian.sources |
        sed '/^$/,$d' >"$scratch/next.sources"
    options=(
        -o "Dir::Etc::sourcelist=$scratch/next.sources"
        -o "Dir::Etc::sourceparts=/dev/null"
        -o "Dir::State::Lists=$scratch/lists"
        -o "Dir::Cache=$scratch"
    )
    apt-get "${options[@]}" update -qq
    # Only the upstream archive is needed; a mirror may lack Debian's own part of it.
    (cd "$scratch" && apt-get "${options[@]}" source --download-only r-cran-survey) ||
        ls "$scratch"/r-cran-survey_*.orig.tar.gz >/dev/null
    tar -xzf "$scratch"/r-cran-survey_*.orig.tar.gz -C "$scratch"
    R CMD INSTALL --library="$library" "$scratch/survey"
fi

cd "$here"
for script in *.R; do
    R_LIBS="$library" Rscript --vanilla "$script"
done
