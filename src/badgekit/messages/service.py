"""Sentences for requests that the service cannot use."""

from __future__ import annotations

from badgekit.messages.model import Message

_DESCRIPTION = "GET /openapi.json describes every request."

MESSAGES: tuple[Message, ...] = (
    Message("request.not_found", "There is nothing at this address.", _DESCRIPTION),
    Message("request.method", "This address answers to {allowed} only.", _DESCRIPTION),
    Message("request.too_large", "The body of the request is larger than {limit} bytes."),
    Message("request.too_slow", "The body of the request did not arrive within {seconds} seconds."),
    Message("request.aborted", "The connection was closed before the whole request had arrived."),
    Message(
        "request.busy",
        "The service has {limit} requests in hand, as many as it takes on at once.",
        "Try again in a moment.",
    ),
    Message("request.encoded", "The body of the request is compressed ({encoding}).", "Send it as it is."),
    Message(
        "request.not_json",
        "The body of this request must have the content type application/json, not {type}.",
        "The credential is sent as JSON; POST /verify takes files of any kind.",
    ),
    Message("request.not_an_object", "The body of this request must be a JSON object.", _DESCRIPTION),
    Message(
        "request.no_document",
        "The member {member} must be a JSON object: a document with a proof, or an enveloped one.",
        "POST /verify takes files and tokens of any kind.",
    ),
    Message("request.option", "The option {name} must be {wanted}."),
    Message("request.unknown_check", "No check has the name {name}; there are {known}."),
    Message(
        "request.keys_given",
        "The request brought keys along, so nothing says that they are the issuer's.",
    ),
    Message(
        "request.keys_not_taken",
        "Keys that a request brings along say nothing about the issuer, and the issuer is asked for.",
        "Leave out verificationMethods, and let the issuer publish its keys.",
    ),
    Message("request.wrong_kind", "This is a document of the kind {kind}, which belongs to another address."),
    Message(
        "request.no_file",
        "The form has no file of the name “file”.",
        "Send one part of the name file, with a file name.",
    ),
    Message("request.several_files", "The form has more than one file.", "Send one request for each file."),
    Message("request.empty", "The request has no body.", "Send the badge file as the body, or as a form."),
    Message("request.form", "The form cannot be read: {reason}."),
    Message(
        "request.unknown_parameter",
        "There is no parameter {name}; there are {known}.",
        "Unknown parameters are refused, so that a misspelt one cannot go unnoticed.",
    ),
    Message("request.too_many_parameters", "There are more than {limit} parameters."),
    Message("request.parameter_twice", "The parameter {name} is given twice."),
    Message("request.parameter", "The parameter {name} is not usable: {reason}."),
    Message("request.unknown_policy", "There is no policy {name}; there are {known}."),
    Message("request.policy_fixed", "This service judges everything under its policy {name}."),
    Message(
        "request.fault",
        "The service failed at this request ({error}), so nothing was established.",
        "This is a fault in badgekit or in what it was set up with. Please report it.",
    ),
)
