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
