#!/usr/bin/env python3
"""Writes src/main/resources/gitlab/operations.tsv: the facts about every operation of GitLab's REST API.

Usage, from the project's root: python3 src/main/scripts/operations.py [REFERENCE [TARGET]]

REFERENCE is a directory with openapi.json, openapi-supplement.json.gz, operations.tsv, operations-other.tsv and
min-versions.tsv (default ../shared/gitlab). Names, places, types and values are taken over, sentences are not.

The columns of the table, each line one operation, sorted by path and method:

  name     by which it is called; once in the table it stays, whatever is added later
  method   of HTTP
  path     below the API's address, with {placeholders}
  group    what GitLab's documents call the part of the API
  tier     the cheapest that has it, ~ where that is inferred; experiment, beta or deprecated behind it
  since    the first version of GitLab that has it, where it is known
  flags    o: off unless asked for; p: pages by number; f: takes a file as multipart form; r: takes a file as body
  path, query, body: their parameters, separated by spaces

A parameter is name[!][:type][@version]; ! means required (those of the path always are), the version is the first one
that takes it. Types: s text (also where none is named), i whole number, n number, b true or false, d day, t time,
o object, x anything, f file, (a|b) one of these words, i(1|2) one of these numbers, {a:i b} an object of these
members, [i] a list, sent as name[], ,[i] a list that is sent as one text with commas.
"""

import gzip
import hashlib
import json
import pathlib
import re
import sys

PREFIX = "/api/v4"

# Two paths that differ only in a placeholder in their middle would have one name; a tool may have the name already.
NAMES = {
    "GET /job": "get_job_of_job_token",
    "GET /user": "get_user_of_token",
    "PUT /projects/{id}/labels/{name}/promote": "put_projects_labels_by_name_promote",
    "POST /runners/{id}/reset_authentication_token": "post_runners_by_id_reset_authentication_token",
    "POST /todos/{id}/mark_as_done": "post_todos_by_id_mark_as_done",
    "PUT /admin/data_management/{model_name}/{record_identifier}/checksum":
        "put_admin_data_management_by_record_identifier_checksum",
    "GET /geo_nodes/{id}/status": "get_geo_nodes_by_id_status",
    "GET /geo_sites/{id}/status": "get_geo_sites_by_id_status",
    "GET /bulk_imports/{import_id}/entities": "get_bulk_imports_by_id_entities",
    "GET /ldap/{provider}/groups": "get_ldap_by_provider_groups",
    "GET /packages/conan/v1/conans/{package_name}/{package_version}/{package_username}/{package_channel}/search":
        "get_packages_conan_v1_conans_by_package_search",
    "GET /projects/{id}/packages/conan/v1/conans/{package_name}/{package_version}/{package_username}"
    "/{package_channel}/search": "get_projects_packages_conan_v1_conans_by_package_search",
    "GET /projects/{id}/packages/conan/v2/conans/{package_name}/{package_version}/{package_username}"
    "/{package_channel}/search": "get_projects_packages_conan_v2_conans_by_package_search",
    "GET /packages/terraform/modules/v1/{module_namespace}/{module_name}/{module_system}/{module_version}/download":
        "get_packages_terraform_modules_v1_by_version_download",
    "DELETE /vscode/settings_sync/{settings_context_hash}/v1/collection":
        "delete_vscode_settings_sync_by_hash_v1_collection",
    "GET /vscode/settings_sync/{settings_context_hash}/v1/manifest": "get_vscode_settings_sync_by_hash_v1_manifest",
    "GET /vscode/settings_sync/{settings_context_hash}/v1/resource/{resource_name}":
        "get_vscode_settings_sync_by_hash_v1_resource_by_resource_name",
    "POST /vscode/settings_sync/{settings_context_hash}/v1/resource/{resource_name}":
        "post_vscode_settings_sync_by_hash_v1_resource_by_name",
    "GET /vscode/settings_sync/{settings_context_hash}/v1/resource/{resource_name}/{id}":
        "get_vscode_settings_sync_by_hash_v1_resource_by_name_id",
    "GET /projects/{id}/packages/generic/{package_name}/{package_version}/{file_name}": "get_projects_packages_generic",
    "PUT /projects/{id}/packages/generic/{package_name}/{package_version}/{file_name}": "put_projects_packages_generic",
}

# Ways to authenticate or to act as somebody else, which are no arguments.
IDENTITY = {"sudo", "private_token", "access_token", "job_token"}

# Required according to the document, though GitLab's own examples or its server do without.
NOT_REQUIRED = {
    ("DELETE", "/groups/{id}", "full_path"),
    ("DELETE", "/groups/{id}", "permanently_remove"),
    ("PUT", "/projects/{id}", "avatar"),
    ("PUT", "/application/appearance", "logo"),
    ("PUT", "/application/appearance", "pwa_icon"),
}
VALUE_OPTIONAL = re.compile(r"/variables/\{key\}$")

# The body is the file itself.
RAW_BODY = re.compile(r"/packages/generic/.*\{file_name\}$|/packages/(maven|ml_models)/.*\{file_name\}$")

SIMPLE = {"string": "s", "integer": "i", "number": "n", "boolean": "b", "object": "o"}


class Table:
    """All the sources, and the lines made of them."""

    def __init__(self, reference, known):
        self.api = json.loads((reference / "openapi.json").read_text(encoding="utf-8"))
        with gzip.open(reference / "openapi-supplement.json.gz", "rt", encoding="utf-8") as file:
            self.supplement = json.load(file)
        self.extra = {(e["method"].upper(), e["path"]): e for e in self.supplement["extra_ops"]}
        self.versions = versions(reference / "min-versions.tsv")
        self.known = known
        self.sources = [(reference / "operations.tsv", ""), (reference / "operations-other.tsv", "o")]

    def lines(self):
        """One line for each operation, sorted."""
        found = {}
        for file, flags in self.sources:
            for row in file.read_text(encoding="utf-8").splitlines()[1:]:
                method, raw, group, tier = row.split("\t")[:4]
                path = template(raw)
                # A path may be documented twice; the curated list comes first.
                found.setdefault((path, method), (raw, group, tier, flags))
        names = {}
        for path, method in found:
            key = method + " " + path
            name = NAMES.get(key) or self.known.get(key) or name_of(method, path)
            if name in names.values():
                sys.exit(f"Two operations are called {name}: give {method} {path} another name in NAMES.")
            names[path, method] = name
        lines = [self.line(names[key], *key, *found[key]) for key in found]
        return sorted(lines, key=lambda line: (line.split("\t")[2], line.split("\t")[1]))

    def line(self, name, path, method, raw, group, tier, flags):
        """The columns of one operation."""
        key = method + " " + raw
        places = self.parameters(method, raw, key)
        since = self.versions.get(key, {})
        taken = set(re.findall(r"\{(\w+)\}", path))
        required = self.required(method, path, key, places)
        query, body = dict(places["query"]), dict(places["body"])
        for parameters in (query, body):
            for each in list(parameters):
                flattened = any(other.startswith(each + "[") for other in parameters)
                if each in taken or each.startswith("file.") or flattened or "(*" + each in raw:
                    del parameters[each]
        for each in IDENTITY:
            query.pop(each, None)
        if "page" in query and "per_page" in query:
            flags += "p"
            del query["page"], query["per_page"]
        if any(self.kind(schema) == "f" for each, schema in body.items() if each in required):
            flags += "f"
        else:
            body = {each: schema for each, schema in body.items() if self.kind(schema) != "f"}
        if method == "PUT" and RAW_BODY.search(path):
            flags += "r"
            query.update((each, schema) for each, schema in body.items() if each != "file")
            body = {}
        columns = [
            " ".join(
                self.entry(each, self.kind(places["path"][each]), False, since)
                for each in re.findall(r"\{(\w+)\}", path)
                if self.kind(places["path"].get(each, {})) not in ("s", "x")
            )
        ]
        for parameters in (query, body):
            columns.append(
                " ".join(
                    self.entry(each, self.kind(schema, parameters is query), each in required, since)
                    for each, schema in parameters.items()
                )
            )
        line = [name, method, path, group, tier.strip(), since.get("", ""), flags, *columns]
        return "\t".join(line).rstrip("\t")

    def parameters(self, method, raw, key):
        """Schemas by place and name, corrections applied."""
        places = {"path": {}, "query": {}, "body": {}}
        operation = self.api["paths"].get(raw, {}).get(method.lower())
        if operation is None:
            extra = self.extra.get((method, raw), {})
            operation = {"parameters": extra.get("params", [])}
        for parameter in operation.get("parameters", []):
            schema = dict(parameter["schema"])
            schema["commas"] = parameter.get("explode") is False
            schema["needed"] = parameter.get("required", False)
            place = "body" if parameter["in"] == "formData" else parameter["in"]
            # Headers are those of package managers and runners.
            if place in places:
                places[place][parameter["name"]] = schema
        for content in operation.get("requestBody", {}).get("content", {}).values():
            schema = self.resolved(content["schema"])
            for name, member in schema.get("properties", {}).items():
                # A HEAD has no body; the document puts its query there.
                place = places["query" if method == "HEAD" else "body"]
                place[name] = dict(self.resolved(member), needed=name in schema.get("required", []))
        override = self.supplement["body_override"].get(key)
        if override:
            places["body"] = {}
        for corrected in (override or {}, self.supplement["extra_params"].get(key, {})):
            for name, facts in corrected.items():
                if all(name not in place for place in places.values()):
                    place = "query" if facts.get("in") == "query" else "body"
                    places[place][name] = dict(as_schema(facts), needed=facts.get("required", False))
        return places

    def required(self, method, path, key, places):
        """The names of the parameters outside the path that a call must give."""
        names = {n for place in ("query", "body") for n, schema in places[place].items() if schema.get("needed")}
        names |= set(self.supplement["docs_required"].get(key, []))
        names -= set(self.supplement["relax_required"].get(key, []))
        if method == "PUT" and VALUE_OPTIONAL.search(path):
            names.discard("value")
        return {name for name in names if (method, path, name) not in NOT_REQUIRED}

    def resolved(self, schema):
        """A schema without references."""
        while "$ref" in schema:
            schema = self.api["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]]
        return schema

    def kind(self, schema, query=False):
        """The type as the table writes it."""
        schema = self.resolved(schema)
        if "oneOf" in schema:
            return self.one_of(schema["oneOf"], query)
        kind = schema.get("type")
        if schema.get("format") == "binary":
            return "f"
        words = [re.sub("^:", "", str(word)) for word in schema.get("enum", []) if str(word)]
        if words:
            return ("i" if kind == "integer" else "") + "(" + "|".join(words) + ")"
        if kind == "array":
            return (",[" if schema.get("commas") else "[") + self.kind(schema.get("items", {}), query) + "]"
        if schema.get("properties"):
            needed = schema.get("required", [])
            members = [
                self.entry(name, self.kind(member), name in needed or self.resolved(member).get("needed"), {})
                for name, member in schema["properties"].items()
            ]
            return "{" + " ".join(members) + "}"
        if kind == "string":
            return {"date": "d", "date-time": "t"}.get(schema.get("format"), "s")
        return SIMPLE.get(kind, "x")

    def one_of(self, schemas, query):
        """Text stands for whatever can be written as text; a list also takes a single value."""
        kinds = [self.kind(schema, query) for schema in schemas]
        lists = [kind for kind in kinds if kind.startswith("[")]
        if lists:
            words = [kind for kind in kinds if kind.startswith("(")]
            if words or query:
                return "[" + (words[0] if words else "s") + "]"
            return "x"
        return "s" if set(kinds) <= {"s", "i"} else "x"

    @staticmethod
    def entry(name, kind, required, since):
        """One parameter."""
        version = since.get(name, "")
        return name + ("!" if required else "") + ("" if kind == "s" else ":" + kind) + (version and "@" + version)


def as_schema(facts):
    """What the supplement says of a parameter, as a schema."""
    types = facts.get("types", [])
    if len(types) > 1:
        return {"oneOf": [{"type": each} for each in types]}
    schema = {"type": types[0] if types else None}
    if "enum" in facts:
        schema["enum"] = facts["enum"]
    if schema["type"] == "array" and "items" in facts:
        schema["items"] = as_schema(facts["items"]) if "types" in facts["items"] else members(facts["items"])
    if "properties" in facts:
        schema.update(members(facts))
    return schema


def members(facts):
    """An object's members as a schema."""
    properties = facts.get("properties", {})
    return {
        "type": "object",
        "properties": {name: as_schema(each) for name, each in properties.items()},
        "required": [name for name, each in properties.items() if each.get("required")],
    }


def versions(file):
    """By operation and parameter, the version that introduced it; the operation itself has the name ""."""
    found = {}
    for row in file.read_text(encoding="utf-8").splitlines()[1:]:
        method, path, items, change, version = row.split("\t")[:5]
        if change == "introduced":
            for item in items.split(","):
                name = "" if item == "(endpoint)" else item
                known = found.setdefault(method + " " + path, {})
                if name not in known or number(version) < number(known[name]):
                    known[name] = version
    return found


def number(version):
    """A version to compare by."""
    return [int(part) for part in re.findall(r"\d+", version)]


def template(raw):
    """A path as a template: without what may be left out, and with placeholders for what may hold slashes."""
    path = raw[len(PREFIX):].replace("(-/)", "").replace("\\", "")
    path = re.sub(r"\(/\)\(\*\w+\)", "", path)
    path = re.sub(r"\(\*\w+/\)", "", path)
    return re.sub(r"\*(\w+)", r"{\1}", path)


def name_of(method, path):
    """The method, the path's words, and what its last placeholders are called."""
    segments = path.strip("/").split("/")
    placeholder = re.compile(r"\{\w+\}")
    end = len(segments)
    while end and placeholder.fullmatch(segments[end - 1]):
        end -= 1
    words = [method.lower()]
    for segment in segments[:end]:
        if not placeholder.fullmatch(segment):
            word = re.sub(r"[^a-z0-9]+", "_", segment.lower()).strip("_")
            words.append("dash" if segment == "-" else word)
    if end < len(segments):
        words.append("by")
        words += [re.sub(r"^\w+_(i?id)$", r"\1", segment[1:-1].lower()) for segment in segments[end:]]
    name = "_".join(word for word in words if word)
    if len(name) > 64:
        digest = hashlib.sha256((method + " " + path).encode()).hexdigest()[:8]
        name = name[:55].rstrip("_") + "_" + digest
    return name


def main():
    """Writes the table; names that it has already are kept."""
    reference = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/gitlab")
    target = pathlib.Path(sys.argv[2] if len(sys.argv) > 2 else "src/main/resources/gitlab/operations.tsv")
    known = {}
    if target.exists():
        for line in target.read_text(encoding="utf-8").splitlines():
            if not line.startswith("#"):
                name, method, path = line.split("\t")[:3]
                known[method + " " + path] = name
    lines = Table(reference, known).lines()
    head = "# Written by src/main/scripts/operations.py, which says what stands where; do not edit.\n"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(head + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines)} operations, {target.stat().st_size} bytes in {target}")


if __name__ == "__main__":
    main()
