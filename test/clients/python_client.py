"""Lists and calls with the `mcp` package of PyPI. Usage: python_client.py URL auto|legacy. Prints one line of JSON."""

import asyncio
import json
import sys

from mcp import Client


async def main(url: str, mode: str) -> None:
    async with Client(url, mode=mode) as client:
        listed = await client.list_tools()
        result = await client.call_tool("search_catalog", {"query": "usb", "limit": 2})
        if result.is_error:
            raise SystemExit(f"the call failed: {result.content}")
        print(
            json.dumps(
                {
                    "tools": len(listed.tools),
                    "answered": list(result.structured_content or {}),
                    "protocol": client.protocol_version,
                }
            )
        )


asyncio.run(main(sys.argv[1], sys.argv[2]))
