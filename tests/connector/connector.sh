#!/usr/bin/env bash
# What a connector does, by curl alone: it pushes a document, reads what is due, files a report with evidence, waits until it is
# returned, files it again, and remembers how far it is. Arguments: the address of the service, the client's id, its secret, a folder.
set -euo pipefail
host=$1 api=$1/api/v1 client=$2:$3 folder=$4 report=progress-reports/by-code/PT-2023-001/2023-M12/SNV-BTG
token=$(curl -fsS "$host/oauth/token" -u "$client" -d grant_type=client_credentials | jq -r .access_token)
call() { curl --fail-with-body -sS -H "Authorization: Bearer $token" -H "Idempotency-Key: $(</proc/sys/kernel/random/uuid)" "$@"; }

reference="issuer=$(jq -rn '"Sở Nội vụ tỉnh Lạng Sơn" | @uri')&year=2024&number=27&notation=KH-SNV"
call -X PUT "$api/documents/by-reference?$reference" -F 'document={"type": "Kế hoạch", "issuedOn": "2024-03-04"};type=application/json' \
    -F 'file=@tests/documents/launch-2023.txt;type=text/plain' | jq -c '{verdict, campaign}'

due=$(call "$api/me/obligations?limit=200" | jq -c '[.items[] | select(.unit.code == "SNV-BTG")][0]')
unit=$(jq -r .unit.id <<<"$due")
evidence=$(call "$api/files?unitId=$unit" -F 'file=@tests/documents/launch-2023.txt;type=text/plain' | jq -r .id)
file() {
    call -X PUT "$api/$report" -H 'Content-Type: application/json' -d '{"submit": true, "confirmWarnings": true, "entries": [
        {"contentOrdinal": "II.2.1", "value": "'"$1"'", "fileIds": ["'"$evidence"'"]}, {"contentOrdinal": "II.2.5", "value": "2"},
        {"contentOrdinal": "II.3", "rating": "COMPLETED"}]}' | jq -c '{id, status, version}'
}
file 2

position=$(cat "$folder/position" 2>/dev/null || echo 0)
until [[ -n ${event:-} ]]; do
    page=$(call "$api/events?after=$position&types=vn.thidua.progress_report.returned.v1&wait=30")
    event=$(jq -r '.items[] | select(.data.unit.code == "SNV-BTG") | .sequence' <<<"$page")
    position=$(jq '.nextCursor // .lookedThrough' <<<"$page")
done
file 3
echo "$position" >"$folder/position"
