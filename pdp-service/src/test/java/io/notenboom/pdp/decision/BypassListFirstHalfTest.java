// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.pdp.flow.Flow;
import io.notenboom.pdp.request.BodyMode;
import io.notenboom.pdp.request.EndpointKind;
import io.notenboom.pdp.request.FhirVersion;
import io.notenboom.pdp.request.RawBody;
import io.notenboom.pdp.request.RawHeader;
import io.notenboom.pdp.request.RawRequest;
import io.notenboom.pdp.request.RequestGrammar;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Ways around a decision point in front of FHIR, 1 to 20; each would be permitted without the trick. */
class BypassListFirstHalfTest {

    @Test
    @DisplayName("what the tricks start from is permitted")
    void theStartingPointIsPermitted() {
        all("permit", "/fhir/Task/t1", "/fhir/Composition/1", "/fhir/Composition/1/$document", "/fhir/Binary/1");
        assertThat(Ask.completing().outcome()).isEqualTo("permit");
    }

    @Test
    @DisplayName("dot segments, empty segments, path parameters, backslashes, encodings, non-ASCII")
    void oddBytes() {
        all(
                "non_canonical",
                "/fhir/Task/../Observation/1",
                "/fhir/./Observation/1",
                "/fhir//Observation/1",
                "/fhir/Observation/1/",
                "/fhir/Observation;x=y/1",
                "/fhir\\Observation\\1",
                "/fhir/Observation/%31",
                "/fhir/Observation/1%2f..",
                "/fhir/Observation/1%5c",
                "/fhir/Observation/%2531",
                "/fhir/Observation/1%00",
                "/fhir/Observation/%c0%b1",
                "/fhir/Observation/\u0661",
                "/fhir/Composition/1/%24document");
    }

    @Test
    @DisplayName("absolute-form target, Host header, fragment")
    void absoluteForm() {
        all("non_canonical", "https://other.example/fhir/Observation/1", "//x/fhir/Observation/1", "/fhir/Patient/1#a");
        assertThat(Ask.of("GET", "/fhir/Observation/2").header("Host", "a").outcome())
                .isEqualTo("not_in_flow");
    }

    @Test
    @DisplayName("second question mark, semicolon, repeated key, many pairs, case of a key")
    void oddQueries() {
        all("non_canonical", "/fhir/Task/t1?_format=json?_include=a", "/fhir/Task/t1?_format=json;_include=a");
        all("duplicate_parameter", "/fhir/Task/t1?_format=json&_format=xml");
        all("query_not_allowed", "/fhir/Task/t1?_Format=json", "/fhir/Task/t1?" + "a=1&".repeat(16) + "b=1");
    }

    @Test
    @DisplayName("case or alias of a type, unknown type")
    void typesAreExact() {
        all("unknown_type", "/fhir/task/t1", "/fhir/TASK/t1", "/fhir/Nothing/1", "/fhir/ServiceRequest/1");
    }

    @Test
    @DisplayName("search, by GET and POST, chained, reverse chained, filtered, modified")
    void searches() {
        all(
                "search_not_allowed",
                "/fhir/Observation?patient=1",
                "/fhir/Observation?subject.name=a",
                "/fhir/Patient?_has:Observation:patient:code=1",
                "/fhir/Patient?_filter=x",
                "/fhir?_type=Patient");
        assertThat(Ask.of("POST", "/fhir/Task/_search").outcome()).isIn("search_not_allowed", "method_not_allowed");
        // where narrow scopes allow plain searches, a wide scope still opens none, and nothing but plain ones is read
        assertThat(Ask.of("GET", "/fhir/Observation?patient=1").narrow().outcome())
                .isEqualTo("search_not_allowed");
        assertThat(Ask.of("GET", "/fhir/Observation?subject.name=a")
                        .narrow()
                        .scopes("system/Observation.s?patient=1")
                        .outcome())
                .isEqualTo("search_not_allowed");
    }

    @Test
    @DisplayName("_include and _revinclude, iterated or not")
    void includes() {
        all("query_not_allowed", "/fhir/Task/t1?_include=Task:owner", "/fhir/Task/t1?_revinclude:iterate=a:b");
        assertThat(Ask.of("GET", "/fhir/Observation?patient=1&_include=Observation:subject")
                        .narrow()
                        .scopes("system/Observation.s?patient=1")
                        .outcome())
                .isEqualTo("search_not_allowed");
    }

    @Test
    @DisplayName("parameters split over URL and form body, GET with a form content type")
    void forms() {
        assertThat(Ask.of("GET", "/fhir/Task/t1")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .outcome())
                .isEqualTo("content_type_not_allowed");
        assertThat(Ask.of("GET", "/fhir/Task/t1").body("_include=a").outcome()).isEqualTo("body_not_allowed");
    }

    @Test
    @DisplayName("_elements, _summary, _total, inference through counts")
    void resultControls() {
        all("query_not_allowed", "/fhir/Task/t1?_elements=for", "/fhir/Task/t1?_summary=count");
        all("search_not_allowed", "/fhir/Patient?_summary=count&_total=accurate");
    }

    @Test
    @DisplayName("links of pages and cursors")
    void pages() {
        all("search_not_allowed", "/fhir?_getpages=1", "/fhir/Task?_page=2");
        all("query_not_allowed", "/fhir/Task/t1?_getpages=1");
    }

    @Test
    @DisplayName("old versions and histories")
    void histories() {
        all("history_not_allowed", "/fhir/Task/t1/_history/1", "/fhir/Task/_history", "/fhir/_history");
    }

    @Test
    @DisplayName("compartments")
    void compartments() {
        all("compartment_not_allowed", "/fhir/Patient/1/Observation", "/fhir/Patient/1/Observation/1");
        all("non_canonical", "/fhir/Patient/1/*");
    }

    @Test
    @DisplayName("operations other than $document of a Composition")
    void operations() {
        all(
                "operation_not_allowed",
                "/fhir/Patient/1/$everything",
                "/fhir/$export",
                "/fhir/Observation/$lastn",
                "/fhir/Task/t1/$document",
                "/fhir/Composition/$document");
    }

    @Test
    @DisplayName("parameters of $document")
    void parametersOfDocument() {
        all("query_not_allowed", "/fhir/Composition/1/$document?persist=true", "/fhir/Composition/1/$document?graph=a");
    }

    @Test
    @DisplayName("batch and transaction")
    void batches() {
        assertThat(Ask.of("POST", "/fhir")
                        .json("{\"resourceType\":\"Bundle\",\"type\":\"batch\",\"entry\":[]}")
                        .outcome())
                .isEqualTo("batch_not_allowed");
    }

    @Test
    @DisplayName("conditional create, update and delete")
    void conditionals() {
        assertThat(Ask.of("PUT", "/fhir/Task?identifier=1")
                        .json(Ask.task("completed"))
                        .outcome())
                .isEqualTo("conditional_not_allowed");
        assertThat(Ask.of("DELETE", "/fhir/Task?status=x").outcome()).isEqualTo("conditional_not_allowed");
        assertThat(Ask.completing().header("If-None-Exist", "identifier=1").outcome())
                .isEqualTo("conditional_not_allowed");
        assertThat(Ask.completing().header("If-Match", "W/\"1\"").outcome()).isEqualTo("permit");
    }

    @Test
    @DisplayName("PATCH, DELETE, POST of a Task or Composition")
    void otherChanges() {
        for (String method : List.of("PATCH", "DELETE", "POST")) {
            assertThat(Ask.of(method, "/fhir/Task/t1").json("{}").outcome()).isEqualTo("method_not_allowed");
            assertThat(Ask.of(method, "/fhir/Composition/1").outcome()).isEqualTo("method_not_allowed");
        }
        assertThat(Ask.of("POST", "/fhir/Task").json(Ask.task("requested")).outcome())
                .isEqualTo("method_not_allowed");
    }

    @Test
    @DisplayName(
            "an update of more than the status: other id, type, owner, extension, contained, duplicate keys, DTD, charset")
    void moreThanTheStatus() {
        String task = Ask.task("completed");
        update("body_mismatch", task.replace("\"t1\"", "\"t2\""));
        update("body_mismatch", task.replace("\"Task\"", "\"Patient\""));
        update("transition_not_allowed", Ask.task("accepted"));
        update("transition_not_allowed", Ask.task("in-progress"));
        update("task_changed", task.replace("Organization/b", "Organization/c"));
        update("task_changed", task.replace("{\"resource", "{\"extension\":[{\"url\":\"a\"}],\"resource"));
        update("task_changed", task.replace("{\"resource", "{\"contained\":[{\"resourceType\":\"Basic\"}],\"resource"));
        update("bad_body", task.replace("{\"resource", "{\"status\":\"completed\",\"resource"));
        update("bad_body", task.replace("{\"resource", "{\"x\":" + "[".repeat(65) + "]".repeat(65) + ",\"resource"));
        assertThat(Ask.of("PUT", "/fhir/Task/t1")
                        .header("Content-Type", "application/fhir+json; charset=utf-16")
                        .body(task)
                        .outcome())
                .isEqualTo("content_type_not_allowed");
        String xml = "<Task xmlns=\"http://hl7.org/fhir\"><id value=\"t1\"/><status value=\"completed\"/><intent"
                + " value=\"order\"/><owner><reference value=\"Organization/b\"/></owner></Task>";
        xml("permit", xml);
        xml("task_changed", xml.replace("Organization/b", "Organization/c"));
        xml("bad_body", "<!DOCTYPE Task [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>" + xml);
        xml("bad_body", task);
        update("bad_body", xml);
    }

    @Test
    @DisplayName("headers and parameters that ask for another method")
    void methodOverrides() {
        for (String name : List.of("X-HTTP-Method-Override", "x-http-method", "X-Method-Override")) {
            assertThat(Ask.of("GET", "/fhir/Task/t1").header(name, "DELETE").outcome())
                    .isEqualTo("method_override");
        }
        all("method_override", "/fhir/Task/t1?_method=DELETE");
    }

    @Test
    @DisplayName("HEAD, OPTIONS, TRACE, unknown and lower-case methods")
    void otherMethods() {
        for (String method : List.of("HEAD", "OPTIONS", "TRACE", "FETCH", "get", "")) {
            assertThat(Ask.of(method, "/fhir/Task/t1").outcome()).isEqualTo("method_not_allowed");
        }
    }

    @Test
    @DisplayName("several tokens, a token in the query, another scheme")
    void severalTokens() {
        assertThat(Ask.of("GET", "/fhir/Task/t1")
                        .header("Authorization", "Bearer y")
                        .outcome())
                .isEqualTo("bad_authorization");
        assertThat(Ask.of("GET", "/fhir/Task/t1").header("X-Access-Token", "y").outcome())
                .isEqualTo("bad_authorization");
        all("token_in_query", "/fhir/Task/t1?access_token=y");
        List<RawHeader> basic = List.of(new RawHeader("Authorization", "Basic eDp5"));
        assertThat(Ask.of("GET", "/fhir/Task/t1")
                        .with(new RawRequest("GET", "/fhir/Task/t1", basic, RawBody.none()))
                        .outcome())
                .isEqualTo("bad_authorization");
    }

    @Test
    @DisplayName("the notification side and the pull side have a grammar of their own")
    void notificationGrammar() {
        RequestGrammar pull = new RequestGrammar(EndpointKind.TA_NP, "/np", FhirVersion.R4, BodyMode.FULL);
        Flow none = Ask.handoff("f1").revoke();
        assertThat(Ask.of("POST", "/np/Task").grammar(pull).flows(none).outcome())
                .isEqualTo("body_required");
        assertThat(Ask.of("POST", "/np/Task/1").grammar(pull).json("{}").outcome())
                .isEqualTo("not_in_grammar");
        assertThat(Ask.of("POST", "/np/Task")
                        .grammar(pull)
                        .json("{\"resourceType\":\"Patient\"}")
                        .outcome())
                .isEqualTo("body_mismatch");
        Ask notified = Ask.of("POST", "/np/Task")
                .grammar(pull)
                .json(
                        "{\"resourceType\":\"Task\",\"basedOn\":[{\"reference\":\"https://sender.example/fhir/Task/1\"}]}");
        assertThat(notified.scopes("ta-np-notification").outcome()).isEqualTo("permit");
        assertThat(notified.outcome()).isEqualTo("scope_not_allowed");
        for (String unnamed : List.of(
                "{\"resourceType\":\"Task\"}",
                "{\"resourceType\":\"Task\",\"basedOn\":[]}",
                "{\"resourceType\":\"Task\",\"basedOn\":[{\"reference\":\"CarePlan/1\"}]}",
                "{\"resourceType\":\"Task\",\"basedOn\":[{\"reference\":\"Task/1\"},{\"reference\":\"Task/2\"}]}")) {
            Ask nobody = Ask.of("POST", "/np/Task").grammar(pull).json(unnamed);
            assertThat(nobody.scopes("ta-np-notification").outcome())
                    .as(unnamed)
                    .isEqualTo("task_not_named");
            assertThat(nobody.outcome()).as(unnamed).isEqualTo("scope_not_allowed");
        }
    }

    private static void all(String expected, String... targets) {
        for (String target : targets) {
            assertThat(Ask.of("GET", target).outcome()).as(target).isEqualTo(expected);
        }
    }

    private static void update(String expected, String body) {
        assertThat(Ask.of("PUT", "/fhir/Task/t1").json(body).outcome()).as(body).isEqualTo(expected);
    }

    private static void xml(String expected, String body) {
        assertThat(Ask.of("PUT", "/fhir/Task/t1")
                        .header("Content-Type", "application/fhir+xml")
                        .body(body)
                        .outcome())
                .as(body)
                .isEqualTo(expected);
    }
}
