// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notenboom.pdp.profile.ProfileCatalogue;
import io.notenboom.pdp.profile.ShippedProfiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of cases that are not the shared ones; a wrong expectation is told. */
class CaseFileTest {

    private static final String REQUESTS = """
            {"fixture": {"fhirVersion": "4.0.1", "fhirBase": "/r4", "notificationBase": "/n", "taNpBase": "/t",
                         "defaultHeaders": [["Authorization", "Bearer x"]]},
             "cases": [
              {"id": "a", "method": "GET", "target": "/r4/ServiceRequest/1",
               "expected": {"outcome": "allow-as", "type": "ServiceRequest", "id": "1", "interaction": "read"}},
              {"id": "b", "method": "GET", "target": "/r4/ReferralRequest/1",
               "expected": {"outcome": "deny", "reason": "unknown_type"}},
              {"id": "c", "title": "wrong", "method": "GET", "target": "/r4/Task/../1",
               "expected": {"outcome": "deny", "reason": "bad_id"}}]}
            """;

    private static final String DECISIONS = """
            {"now": "2030-01-01T00:00:00Z",
             "tenants": {"t": {"issuers": ["https://a"], "audiences": [], "fhirBase": "/x"}},
             "profiles": {"p": {"fhirScopes": ["s"], "notifyScopes": ["n"], "transitions": "negotiation"}},
             "flows": {"f": {"tenant": "t", "sender": {"dids": ["did:web:a"]}, "receiver": {"dids": ["did:web:b"]},
                "notBefore": "2029-01-01T00:00:00Z", "dataExpires": "2031-01-01T00:00:00Z",
                "taskExpires": "2031-01-01T00:00:00Z", "task": {"id": "1", "status": "requested"},
                "compositions": [{"ref": "Composition/1", "kind": "advanceNotice", "ops": ["read"]}]}},
             "tokens": {"b": {"active": true, "iss": "https://a", "exp": "2030-01-02T00:00:00Z", "scope": "s",
                "client_id": "did:web:b"}},
             "cases": [
              {"id": "open", "tenant": "t", "profile": "p", "flows": ["f"], "token": "b",
               "request": {"method": "GET", "target": "/x/Composition/1"},
               "expect": {"decision": "permit", "reason": "flow", "flow": "f"}},
              {"id": "wrong", "tenant": "t", "profile": "p", "flows": ["f"], "token": "b",
               "request": {"method": "GET", "target": "/x/Composition/2"},
               "expect": {"decision": "permit", "reason": "flow"}},
              {"id": "unclear", "tenant": "t", "profile": "p", "flows": ["g"], "token": "b",
               "request": {"method": "GET", "target": "/x/Composition/1"},
               "expect": {"decision": "permit", "reason": "flow"}}],
             "sequences": [
              {"id": "closing", "tenant": "t", "profile": "p", "flow": "f", "steps": [
                {"request": {"method": "GET", "target": "/x/Composition/1"}, "token": "b", "expect": "permit"},
                {"event": "flow_revoked"},
                {"request": {"method": "GET", "target": "/x/Composition/1"}, "token": "b", "expect": "permit"}]}]}
            """;

    @TempDir
    Path folder;

    @Test
    void runsRequestsOfAnyBaseAndVersion() throws IOException {
        List<CaseResult> results = run(REQUESTS);
        assertThat(failures(results)).containsExactly("c");
        CaseResult.Failure failure = results.getLast().failure().orElseThrow();
        assertThat(failure.expected()).isEqualTo("deny bad_id");
        assertThat(failure.got()).isEqualTo("deny non_canonical");
        assertThat(failure.check()).isEqualTo("canonical_request");
    }

    @Test
    void runsDecisionsAndSequencesAndNamesTheCheckThatDecided() throws IOException {
        List<CaseResult> results = run(DECISIONS);
        assertThat(failures(results)).containsExactly("wrong", "unclear", "closing");
        CaseResult.Failure wrong = results.get(1).failure().orElseThrow();
        assertThat(wrong.got()).isEqualTo("deny not_in_flow");
        assertThat(wrong.check()).isEqualTo("resource_in_flow");
        assertThat(results.get(2).failure().orElseThrow().got()).contains("flows has no g");
        assertThat(results.get(3).failure().orElseThrow().got()).isEqualTo("step 3: deny flow_revoked");
    }

    @Test
    void runsDerivations() throws IOException {
        List<CaseResult> results = run("""
                {"rules": {"ownBase": "https://a/fhir"}, "cases": [
                 {"id": "d", "composition": {"resourceType": "Composition", "id": "1",
                    "subject": {"reference": "Patient/1"}, "author": [{"reference": "https://b/fhir/Practitioner/1"}]},
                  "expected": {"outcome": "grants", "granted": ["Composition/1", "Patient/1"],
                    "notGranted": ["https://b/fhir/Practitioner/1"]}},
                 {"id": "e", "composition": {"resourceType": "Bundle"},
                  "expected": {"outcome": "refuse", "reason": "no_subject"}}]}
                """);
        assertThat(failures(results)).containsExactly("e");
    }

    @Test
    void aFixtureOrACaseSaysWhichTypesAndMethodsAreInForce() throws IOException {
        List<CaseResult> results = run("""
                {"fixture": {"fhirBase": "/f", "types": ["Task"], "maxQueryPairs": 16,
                             "defaultHeaders": [["Authorization", "Bearer x"]]},
                 "cases": [
                  {"id": "type", "method": "GET", "target": "/f/Patient/1",
                   "expected": {"outcome": "deny", "reason": "unknown_type"}},
                  {"id": "head", "method": "HEAD", "target": "/f/Task/1",
                   "expected": {"outcome": "deny", "reason": "method_not_allowed"}},
                  {"id": "head allowed", "method": "HEAD", "target": "/f/Task/1", "fixture": {"headAllowed": true},
                   "expected": {"outcome": "allow-as", "type": "Task", "id": "1", "interaction": "read"}},
                  {"id": "type of no version", "method": "GET", "target": "/f/Foo/1", "fixture": {"types": ["Foo"]},
                   "expected": {"outcome": "deny", "reason": "unknown_type"}},
                  {"id": "limit", "method": "GET", "target": "/f/Task/1", "fixture": {"maxQueryPairs": 2},
                   "expected": {"outcome": "allow-as", "type": "Task", "id": "1", "interaction": "read"}}]}
                """);
        assertThat(failures(results)).containsExactly("type of no version", "limit");
        assertThat(results.getLast().failure().orElseThrow().got()).isEqualTo("maxQueryPairs is 16 here");
    }

    @Test
    void derivesFromTheTypesThatAreInForce() throws IOException {
        List<CaseResult> results = run("""
                {"rules": {"ownBase": "https://a/fhir", "types": ["Composition", "Patient", "Condition"]}, "cases": [
                 {"id": "d", "composition": {"resourceType": "Composition", "id": "1",
                    "subject": {"reference": "Patient/1"}, "section": [{"entry": [
                      {"reference": "Condition/1"}, {"reference": "Observation/1"}]}]},
                  "expected": {"outcome": "grants", "granted": ["Composition/1", "Condition/1", "Patient/1"],
                    "notGranted": ["Observation/1"]}}]}
                """);
        assertThat(failures(results)).isEmpty();
    }

    @Test
    void comparesEverythingThatIsReadOfACall() throws IOException {
        String call = """
                "pep": {"tenant": "t", "dialect": "x-original"}, "http": {"method": "GET", "uri": "/authz/forward/t",
                "headers": [["X-Original-Method", "PUT"], ["X-Original-URI", "/fhir/Task/1"]]}""";
        List<CaseResult> results = run("""
                {"cases": [
                 {"id": "a", %1$s, "expected": {"outcome": "evaluate", "method": "PUT", "target": "/fhir/Task/1",
                   "body": "none", "claimsFrom": "introspection"}},
                 {"id": "b", %1$s, "expected": {"outcome": "evaluate", "method": "PUT", "target": "/fhir/Task/1",
                   "claimsFrom": "userinfo"}},
                 {"id": "c", %1$s, "expected": {"outcome": "evaluate", "method": "PUT", "target": "/fhir/Task/1",
                   "body": "truncated"}},
                 {"id": "d", "pep": {"authenticated": false, "tenant": "t", "dialect": "x-original"},
                   "http": {"method": "GET", "uri": "/authz/forward/t", "headers": []},
                   "expected": {"outcome": "refuse", "reason": "pep_not_authenticated", "status": 403}}]}
                """.formatted(call));
        assertThat(failures(results)).containsExactly("b", "c", "d");
        assertThat(results.getLast().failure().orElseThrow().got()).isEqualTo("refuse pep_not_authenticated 401");
    }

    @Test
    void aStepOfASequenceMayChangeWhatTheSequenceSays() throws IOException {
        String moved = DECISIONS.replace(
                "{\"event\": \"flow_revoked\"},\n    {\"request\"",
                "{\"event\": \"backend_error\"},\n    {\"now\": \"2032-01-01T00:00:00Z\","
                        + " \"reasonAnyOf\": [\"flow_expired\", \"token_inactive\"], \"request\"");
        CaseResult.Failure failure = run(moved).getLast().failure().orElseThrow();
        assertThat(failure.got()).isEqualTo("step 3: deny token_inactive");
        assertThat(failure.expected()).isEqualTo("step 3: permit flow_expired or token_inactive");
    }

    @Test
    void saysWhatAFileOfAnotherFormatLacks() {
        assertThatThrownBy(() -> run("{\"tests\": []}"))
                .isInstanceOf(CaseFormatException.class)
                .hasMessageContaining("is no file of cases");
        assertThatThrownBy(() -> run("cases:\n- a"))
                .isInstanceOf(CaseFormatException.class)
                .hasMessageContaining("is no JSON");
        assertThatThrownBy(() -> CaseFile.read(folder.resolve("missing.json")))
                .isInstanceOf(CaseFormatException.class)
                .hasMessageContaining("cannot be read");
    }

    private List<CaseResult> run(String content) throws IOException {
        Path file = folder.resolve("cases.json");
        Files.writeString(file, content);
        return CaseFile.read(file).run(new ProfileCatalogue(ShippedProfiles.load()));
    }

    private static List<String> failures(List<CaseResult> results) {
        return results.stream()
                .filter(result -> result.failure().isPresent())
                .map(CaseResult::id)
                .toList();
    }
}
