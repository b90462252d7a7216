// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gateway.selftest;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The forty known ways around a decision about FHIR requests, as requests that can be sent. Lines that no request from outside
 * can try are named with the reason.
 */
public final class BypassList {

    /** Lines of the list. */
    public static final int LINES = 40;

    private final List<Probe> probes = new ArrayList<>();
    private final Map<Integer, String> notFired = new TreeMap<>();
    private final PermittedRequest permitted;
    private final String open;
    private final String base;

    private BypassList(PermittedRequest permitted) {
        this.permitted = permitted;
        this.open = permitted.target();
        this.base = permitted.base();
    }

    /** The list around a permitted read. */
    public static BypassList around(PermittedRequest permitted) {
        BypassList list = new BypassList(permitted);
        list.targets();
        list.queries();
        list.interactions();
        list.writes();
        list.headers();
        list.framing();
        list.decisions();
        list.untried();
        return list;
    }

    /** What is sent, in order. */
    public List<Probe> probes() {
        return List.copyOf(probes);
    }

    /** Lines that are not tried, and why. */
    public Map<Integer, String> notFired() {
        return Map.copyOf(notFired);
    }

    private void get(int line, String what, String... targets) {
        for (String target : targets) {
            probes.add(new Probe(line, what, "GET", target, permitted.fields(), ""));
        }
    }

    private void getWith(int line, String what, String target, String... fields) {
        List<String> all = new ArrayList<>(permitted.fields());
        all.addAll(List.of(fields));
        probes.add(new Probe(line, what, "GET", target, all, ""));
    }

    private void send(int line, String what, String method, String target, String type, String body) {
        List<String> all = new ArrayList<>(permitted.fields());
        if (!type.isEmpty()) {
            all.add("Content-Type: " + type);
        }
        probes.add(new Probe(line, what, method, target, all, body));
    }

    private void targets() {
        get(
                1,
                "a target that is not canonical",
                open + "/../../Patient/9",
                base + "/%2e%2e" + base + "/Patient/9",
                base + "//" + permitted.resource(),
                open + ";x=y",
                open + "/",
                base + "/" + permitted.type() + "%2f" + permitted.id(),
                open + "%00",
                open + "\\..\\..\\Patient\\9",
                base + "/%c0%ae%c0%ae/Patient/9",
                open + "\u00e9",
                base + "/../admin");
        get(2, "another form of target", "http://evil.example" + open, "//evil.example" + open, open + "#x");
        getWith(2, "a second Host", open, "Host: evil.example");
        get(
                4,
                "another spelling of the type",
                base + "/" + permitted.type().toLowerCase(Locale.ROOT) + "/" + permitted.id(),
                base + "/NoSuchType/" + permitted.id());
        get(
                24,
                "a target that a rewrite would change",
                open + "%3F_include=Task:owner",
                open + "/%2e%2e/%2e%2e/Patient/9",
                "/x/.." + open,
                "/x/..;" + open);
        get(
                25,
                "a versioned, contained or absolute reference",
                open + "/_history/2",
                base + "/urn:uuid:9",
                open + "/#c");
    }

    private void queries() {
        get(
                3,
                "an odd query",
                open + "?_format=json&_format=xml",
                open + "?_pretty=true?z",
                open + "?_format=json;x=y",
                open + "?" + "a=b&".repeat(17) + "a=b");
        get(
                5,
                "a search",
                base + "/Task?status=completed",
                base + "/Patient?name:exact=x",
                base + "/Patient?_has:Observation:patient:code=x",
                base + "/Patient?_query=x");
        send(
                5,
                "a search by POST",
                "POST",
                base + "/Task/_search",
                "application/x-www-form-urlencoded",
                "status=completed");
        get(6, "what is included as well", open + "?_include=*", open + "?_revinclude:iterate=Observation:subject");
        getWith(7, "a form as content of a read", open, "Content-Type: application/x-www-form-urlencoded");
        get(8, "a part or a count", open + "?_elements=id", open + "?_summary=count", open + "?_total=accurate");
        get(9, "the page of a search", base + "?_getpages=1", base + "/?_getpages=1");
        get(13, "an operation with parameters", open + "/$document?persist=true", open + "/$document?graph=x");
        get(39, "another format", open + "?_format=html", open + "?_format=JSON");
        getWith(39, "another format", open, "Accept: text/html");
        getWith(39, "lenient handling", open, "Prefer: handling=lenient");
    }

    private void interactions() {
        get(10, "an old version", open + "/_history", open + "/_history/1", base + "/_history");
        get(11, "a compartment", base + "/Patient/1/*", base + "/Patient/1/Observation");
        get(
                12,
                "an operation",
                base + "/Patient/1/$everything",
                base + "/$export",
                base + "/$graphql?query={}",
                open + "/$meta",
                open + "/$validate");
        for (String method : List.of("HEAD", "OPTIONS", "TRACE", "PROPFIND", "get", "GETX")) {
            send(19, "method " + method, method, open, "", "");
        }
    }

    private void writes() {
        String json = "application/fhir+json";
        String batch =
                "{\"resourceType\":\"Bundle\",\"type\":\"batch\",\"entry\":[{\"request\":{\"method\":\"GET\",\"url\":\""
                        + permitted.resource() + "\"}}]}";
        send(14, "a batch", "POST", base, json, batch);
        send(14, "a batch", "POST", base + "/", json, batch);
        send(15, "a conditional update", "PUT", base + "/Task?identifier=1", json, task("1", "completed"));
        getWith(15, "a conditional create", open, "If-None-Exist: identifier=1");
        send(16, "a patch", "PATCH", base + "/Task/1", "application/json-patch+json", "[]");
        send(16, "a deletion", "DELETE", open, "", "");
        send(16, "a creation", "POST", base + "/Task", json, task("1", "requested"));
        send(17, "another id in the body", "PUT", base + "/Task/1", json, task("2", "completed"));
        send(17, "a key twice", "PUT", base + "/Task/1", json, "{\"resourceType\":\"Task\",\"id\":\"1\",\"id\":\"2\"}");
        send(
                17,
                "a document type",
                "PUT",
                base + "/Task/1",
                "application/fhir+xml",
                "<!DOCTYPE Task [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><Task>&x;</Task>");
        send(
                38,
                "deep nesting",
                "PUT",
                base + "/Task/1",
                json,
                "{\"resourceType\":\"Task\",\"x\":" + "[".repeat(20_000));
        get(38, "a long target", open + "?" + "a".repeat(9_000), base + "/Task/" + "a".repeat(500));
    }

    private static String task(String id, String status) {
        return "{\"resourceType\":\"Task\",\"id\":\"" + id + "\",\"status\":\"" + status + "\"}";
    }

    private void headers() {
        for (String name : List.of("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override")) {
            getWith(18, "another method in " + name, open, name + ": DELETE");
        }
        get(18, "another method in the query", open + "?_method=DELETE");
        getWith(20, "two tokens", open, "Authorization: Bearer other");
        get(20, "a token in the query", open + "?access_token=x");
        getWith(20, "a token in another header", open, "X-Access-Token: x");
        probes.add(new Probe(20, "another scheme", "GET", open, List.of("Authorization: Basic dTpw"), ""));
        probes.add(new Probe(20, "no token", "GET", open, List.of(), ""));
        if (permitted.bound()) {
            List<String> bearer = permitted.fields().stream()
                    .filter(field -> !field.regionMatches(true, 0, "dpop:", 0, 5))
                    .map(field -> field.replaceFirst("(?i)^(authorization: )dpop ", "$1Bearer "))
                    .toList();
            probes.add(new Probe(21, "a bound token as bearer token", "GET", open, bearer, ""));
        } else {
            notFired.put(21, "needs a token that is bound to a key");
        }
        String other = base + "/Patient/not-in-the-flow";
        getWith(22, "a forged X-Original-URI", other, "X-Original-URI: " + open, "X-Original-Method: GET");
        getWith(22, "a forged X-Forwarded-Uri", other, "X-Forwarded-Uri: " + open, "X-Forwarded-Method: GET");
        getWith(22, "a forged decision", other, "X-Decision-Id: forged", "X-PEP-Key: forged", "X-Userinfo: e30=");
        getWith(22, "a forged path of Envoy", other, "X-Envoy-Original-Path: " + open);
    }

    private void framing() {
        String smuggled = "0\r\n\r\nGET " + base + "/Patient/smuggled HTTP/1.1\r\nHost: x\r\n\r\n";
        String length = "Content-Length: " + smuggled.length();
        framed("both lengths", smuggled, length, "Transfer-Encoding: chunked");
        framed("two lengths", smuggled, "Content-Length: 0", length);
        framed("an unknown coding", smuggled, length, "Transfer-Encoding: xchunked");
        framed("a space before the colon", smuggled, length, "Transfer-Encoding : chunked");
        framed("a body where none belongs", smuggled, length);
        getBodied("a body of a permitted read", "x", "Content-Length: 1");
        getBodied("a chunked body of a permitted read", "1\r\nx\r\n0\r\n\r\n", "Transfer-Encoding: chunked");
        framed("nonsense as chunk", "zz\r\n" + smuggled, "Transfer-Encoding: chunked");
        framed("a header line that goes on", smuggled, "X-A: b\r\n Transfer-Encoding: chunked", length);
    }

    private void getBodied(String what, String body, String framing) {
        List<String> all = new ArrayList<>(permitted.fields());
        all.add(framing);
        probes.add(new Probe(23, what, "GET", open, all, body));
    }

    private void framed(String what, String body, String... fields) {
        List<String> all = new ArrayList<>(permitted.fields());
        all.addAll(List.of(fields));
        probes.add(new Probe(23, what, "GET", base + "/Patient/not-in-the-flow", all, body));
    }

    private void decisions() {
        get(26, "a resource of another patient", base + "/Patient/of-somebody-else");
        get(27, "a guessed document", base + "/Binary/guess-0001");
        get(28, "a resource that was not granted", base + "/Observation/not-granted");
        probes.add(new Probe(
                31,
                "a token of another customer",
                "GET",
                open,
                List.of("Authorization: Bearer of-another-customer"),
                ""));
        get(35, "an id that does not exist", base + "/" + permitted.type() + "/does-not-exist");
        get(
                36,
                "a number and a line break for the log",
                base + "/Patient/999990019",
                open + "%0a{\"effect\":\"permit\"}");
    }

    private void untried() {
        notFired.put(29, "needs two flows between the same parties");
        notFired.put(30, "needs a token with several scopes");
        notFired.put(32, "needs a token that was revoked meanwhile");
        notFired.put(33, "needs a flow that has ended");
        notFired.put(34, "needs a change between decision and write");
        notFired.put(37, "needs a decision point that is down");
        notFired.put(40, "needs a token without a user");
    }
}
