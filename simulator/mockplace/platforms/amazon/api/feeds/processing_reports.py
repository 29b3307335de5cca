"""The processing report of a feed: XML, flat file or JSON, depending on the feed's type.

The formats are Amazon's; the error codes for commands that the world refuses are assumed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

import orjson

from mockplace.platforms.amazon.api.feeds import feed_types

if TYPE_CHECKING:
    from mockplace.kernel.records import Account
    from mockplace.platforms.amazon.rules.feeds.records import Feed, Issue, Outcome

_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: Error codes: an ill-formed document, a refused message, a flat file without a required column.
_ILL_FORMED, _INVALID, _NO_COLUMN = 5000, 18028, 90012


def report(account: Account, feed: Feed) -> tuple[str, bytes]:
    """Return the content type and the report."""
    if feed.kind in (feed_types.FULFILLMENT, feed_types.ACKNOWLEDGEMENT):
        return "text/xml; charset=UTF-8", _in_xml(account, feed).encode()
    if feed.kind == feed_types.FLAT_FULFILLMENT:
        return "text/plain; charset=UTF-8", _flat(feed).encode()
    if feed.kind == feed_types.LISTINGS:
        return "application/json; charset=UTF-8", orjson.dumps(_in_json(account, feed))
    return "text/plain; charset=UTF-8", f"{feed.fatal}\n".encode()


def _good(feed: Feed) -> int:
    return sum(outcome.is_good for outcome in feed.outcomes)


def _in_xml(account: Account, feed: Feed) -> str:
    count, good = len(feed.outcomes), _good(feed)
    results = [_result(outcome, issue) for outcome in feed.outcomes for issue in outcome.issues]
    if feed.fatal:
        results = [_error(0, _ILL_FORMED, feed.fatal)]
    summary = "".join(
        _element(name, number)
        for name, number in (
            ("MessagesProcessed", count),
            ("MessagesSuccessful", good),
            ("MessagesWithError", count - good + bool(feed.fatal)),
            ("MessagesWithWarning", 0),
        )
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<AmazonEnvelope xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
        'xsi:noNamespaceSchemaLocation="amzn-envelope.xsd">'
        "<Header><DocumentVersion>1.02</DocumentVersion>"
        f"{_element('MerchantIdentifier', account.account)}</Header>"
        "<MessageType>ProcessingReport</MessageType>"
        "<Message><MessageID>1</MessageID><ProcessingReport>"
        f"{_element('DocumentTransactionID', feed.feed_id)}<StatusCode>Complete</StatusCode>"
        f"<ProcessingSummary>{summary}</ProcessingSummary>{''.join(results)}"
        "</ProcessingReport></Message></AmazonEnvelope>\n"
    )


def _result(outcome: Outcome, issue: Issue) -> str:
    about = f"<AdditionalInfo>{_element('AmazonOrderID', outcome.part.about)}</AdditionalInfo>"
    return _error(outcome.part.number, _INVALID, _sentence(issue), about)


def _error(number: int, code: int, said: str, more: str = "") -> str:
    inside = (
        f"{_element('MessageID', number)}<ResultCode>Error</ResultCode>"
        f"{_element('ResultMessageCode', code)}{_element('ResultDescription', said)}{more}"
    )
    return f"<Result>{inside}</Result>"


def _element(name: str, value: object) -> str:
    return f"<{name}>{escape(_NOT_IN_XML.sub('?', str(value)))}</{name}>"


def _flat(feed: Feed) -> str:
    lines = [
        "Feed Processing Summary:",
        f"\tNumber of records processed\t\t{len(feed.outcomes)}",
        f"\tNumber of records successful\t\t{_good(feed)}",
        "",
        "original-record-number\torder-id\torder-item-id\terror-code\terror-type\terror-message",
    ]
    if feed.fatal:
        lines.append(f"0\t\t\t{_NO_COLUMN}\tFatal\t{feed.fatal}")
    for outcome in feed.outcomes:
        part = outcome.part
        for issue in outcome.issues:
            said = f"{_INVALID}\tError\t{_sentence(issue)}"
            lines.append(f"{part.number}\t{part.about}\t{part.line}\t{said}")
    return "\n".join((*lines, ""))


def _sentence(issue: Issue) -> str:
    """Return an issue's message, with the issue's code in brackets so that tests can find it."""
    return f"The data you submitted is incomplete or invalid: {issue.message} ({issue.code})"


def _in_json(account: Account, feed: Feed) -> dict[str, object]:
    count, good = len(feed.outcomes), _good(feed)
    issues = [_issue(outcome, issue) for outcome in feed.outcomes for issue in outcome.issues]
    if feed.fatal:
        issues = [{"code": "4000000", "severity": "ERROR", "message": feed.fatal}]
    return {
        "header": {"sellerId": account.account, "version": "2.0", "feedId": feed.feed_id},
        "issues": issues,
        "summary": {
            "errors": sum(issue["severity"] == "ERROR" for issue in issues),
            "warnings": sum(issue["severity"] == "WARNING" for issue in issues),
            "messagesProcessed": count,
            "messagesAccepted": good,
            "messagesInvalid": count - good,
        },
    }


def _issue(outcome: Outcome, issue: Issue) -> dict[str, object]:
    part = outcome.part
    line: dict[str, object] = {
        "code": issue.code,
        "severity": issue.severity,
        "message": issue.message,
    }
    if part.number:
        line["messageId"] = part.number
    if part.about:
        line["sku"] = part.about
    if issue.attribute:
        line["attributeName"] = issue.attribute
    return line
