#!/bin/sh
# Installs the system packages that the tests drive: a browser, DICOM validators, a PACS, and Python and R for the oracles
# and a tiny training.
# Does nothing when all are there; names them and exits with 1 where it may not install.
set -u

packages="chromium dicom3tools dcmtk plastimatch orthanc orthanc-dicomweb redis-server poppler-utils fonts-dejavu-core python3-yaml python3-pydicom python3-nibabel python3-skimage python3-scipy python3-opencv r-base-core r-cran-psych r-cran-survival r-cran-proc r-cran-hmisc r-cran-nortest r-cran-vcd r-cran-jsonlite python3-torch python3-torchvision python3-onnx python3-pil"

missing=""
for package in $packages; do
  dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing="$missing $package"
done
[ -z "$missing" ] && exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "Installing system packages:$missing" >&2
  apt-get update -qq >&2 && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
else
  echo "These system packages are missing (Debian's names):$missing" >&2
  echo "Install them as root, for example: apt-get install --no-install-recommends$missing" >&2
  exit 1
fi
