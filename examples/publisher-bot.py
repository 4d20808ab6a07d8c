"""Somebody else's chatbot in Python: a tool loop over an OpenAI-compatible endpoint, the shop over MCP (`pip install mcp`).

    SHOP_KEY=sk_… OPENAI_API_KEY=… python examples/publisher-bot.py "I need a lamp to read by" "Yes, buy it"
"""

import asyncio
import json
import os
import sys
import urllib.request

from mcp import Client
from mcp.client.streamable_http import create_mcp_http_client, streamable_http_client

SHOP_URL = os.environ.get("SHOP_URL", "http://127.0.0.1:3000")
OPENAI = os.environ.get("OPENAI_BASE_URL", "https://api.openai.com/v1")
INSTRUCTIONS = "Help people choose and buy. Say only prices that a tool gave. Tell that you earn a commission."


def ask_model(messages: list, tools: list) -> dict:
    body = {"model": os.environ.get("OPENAI_MODEL", "gpt-5-mini"), "messages": messages, "tools": tools}
    headers = {"Authorization": f"Bearer {os.environ['OPENAI_API_KEY']}", "Content-Type": "application/json"}
    request = urllib.request.Request(f"{OPENAI}/chat/completions", json.dumps(body).encode(), headers)
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)["choices"][0]["message"]


async def main(questions: list[str]) -> None:
    headers = {"Authorization": f"Bearer {os.environ['SHOP_KEY']}"}
    async with create_mcp_http_client(headers=headers) as http:
        async with Client(streamable_http_client(f"{SHOP_URL}/mcp", http_client=http)) as shop:
            listed = (await shop.list_tools()).tools
            tools = [
                {"type": "function", "function": {"name": t.name, "description": t.description, "parameters": t.input_schema}}
                for t in listed
            ]
            messages: list = [{"role": "system", "content": INSTRUCTIONS}]
            session: dict = {}
            for question in questions:
                messages.append({"role": "user", "content": question})
                while (message := ask_model(messages, tools)).get("tool_calls"):
                    messages.append(message)
                    for call in message["tool_calls"]:
                        arguments = {**json.loads(call["function"]["arguments"]), **session}
                        result = await shop.call_tool(call["function"]["name"], arguments)
                        output = result.structured_content or {"error": result.content[0].text}
                        session = {"session_id": output["session_id"]} if "session_id" in output else session
                        messages.append({"role": "tool", "tool_call_id": call["id"], "content": json.dumps(output)})
                messages.append({"role": "assistant", "content": message["content"]})
                print(message["content"])


asyncio.run(main(sys.argv[1:]))
