#!/usr/bin/env bash
# A first purchase over REST: search, cart, checkout, payment, order. Needs curl and jq, and a shop started with `npm start`.
set -euo pipefail
shop=${1:-http://127.0.0.1:3000}
call() { curl --silent --show-error --fail-with-body -H 'content-type: application/json' "$shop/v1/tools/$1" -d "$2"; }

# 1. Find something. The first answer brings a session: pass it on from now on.
found=$(call search_catalog '{"query": "trail running shoes", "filters": {"in_stock": true}, "limit": 3}')
session=$(jq -r .session_id <<<"$found")
variant=$(jq -r .products[0].variant_id <<<"$found")
quote=$(jq -r .products[0].price.quote_id <<<"$found")
jq -r '.products[] | "\(.title): \(.price.text), \(.available) left"' <<<"$found"

# 2. Into the cart, at exactly the price that was quoted.
call update_cart "{\"session_id\": \"$session\", \"add\": [{\"variant_id\": \"$variant\", \"quantity\": 1, \"quote_id\": \"$quote\"}]}" |
  jq -r '.totals[] | "\(.label): \(.text)"'

# 3. Check out. `messages` would say what is missing; `continue_url` is where a buyer could finish alone.
checkout=$(call create_checkout "{
  \"session_id\": \"$session\",
  \"buyer\": {\"email\": \"ada@example.com\"},
  \"shipping_address\": {\"name\": \"Ada Buyer\", \"line1\": \"1 Main St\", \"city\": \"Seattle\", \"region\": \"WA\", \"postal_code\": \"98101\", \"country\": \"US\"}
}")
id=$(jq -r .checkout_id <<<"$checkout")
option=$(jq -r .shipping_options[0].id <<<"$checkout")
ready=$(call update_checkout "{\"session_id\": \"$session\", \"checkout_id\": \"$id\", \"shipping_option_id\": \"$option\"}")
jq -r '"\(.status): \(.total.text)"' <<<"$ready"

# 4. Pay with the built-in test provider, after the buyer agreed to total and address. Repeat with the same key: one charge.
done=$(call complete_checkout "{
  \"session_id\": \"$session\", \"checkout_id\": \"$id\", \"idempotency_key\": \"purchase-$id\",
  \"confirmed_total\": $(jq -c '.total | {amount, currency}' <<<"$ready"),
  \"confirmed_address\": {\"line1\": \"1 Main St\", \"postal_code\": \"98101\", \"country\": \"US\"},
  \"payment_token\": \"tok_success\"
}")
jq -r '"\(.status): order \(.order_number), \(.total.text)"' <<<"$done"

# 5. How it goes on.
call get_order "{\"session_id\": \"$session\"}" | jq -r '.orders[0] | "\(.order_number) is \(.status)"'
