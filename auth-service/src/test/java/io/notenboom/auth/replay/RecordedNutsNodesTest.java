// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.auth.replay.ItemReport.Result;
import io.notenboom.auth.replay.recording.Recording;
import io.notenboom.auth.replay.recording.RecordingException;
import io.notenboom.auth.replay.recording.RecordingReader;
import io.notenboom.testkit.Vectors;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The recorded traffic of both versions of Nuts nodes, as it is and tampered with. */
class RecordedNutsNodesTest {

    private static final Map<String, List<ItemReport>> REPORTS = new ConcurrentHashMap<>();

    private final Set<String> tampered = new TreeSet<>();

    private static List<ItemReport> replayed(String version) throws RecordingException {
        List<ItemReport> known = REPORTS.get(version);
        if (known != null) {
            return known;
        }
        Recording recording = RecordingReader.read(Vectors.require("nuts-node").resolve(version));
        List<ItemReport> reports = Replay.of(recording, item -> {});
        REPORTS.put(version, reports);
        return reports;
    }

    @ParameterizedTest
    @ValueSource(strings = {"v6.2.10", "master"})
    void nothingFailsAndOnlyTheStateOfTheMachineIsSkipped(String version) throws Exception {
        List<ItemReport> reports =
                Replay.of(RecordingReader.read(Vectors.require("nuts-node").resolve(version)), item -> {});

        assertThat(reports)
                .filteredOn(report -> report.result() == Result.FAILED)
                .isEmpty();
        assertThat(reports)
                .filteredOn(report -> report.result() == Result.SKIPPED)
                .extracting(ItemReport::name)
                .containsExactly("internal-ops/status-health");
        assertThat(reports).hasSizeGreaterThan(270);
        assertThat(reports)
                .filteredOn(report -> report.result() == Result.PASSED)
                .allSatisfy(report -> assertThat(
                                report.checks().size() + report.differences().size())
                        .isPositive());
    }

    @ParameterizedTest
    @ValueSource(strings = {"v6.2.10", "master"})
    void eachDefectOfTheirsIsNamed(String version) throws Exception {
        Map<String, String> differences =
                Replay.of(RecordingReader.read(Vectors.require("nuts-node").resolve(version)), item -> {}).stream()
                        .collect(Collectors.toMap(ItemReport::name, report -> String.join("; ", report.differences())));

        assertThat(differences.get("token/own-client-undefined-term")).contains("no context defines");
        assertThat(differences.get("introspect/own-client-undefined-term")).contains("no context defines");
        assertThat(differences.get("internal-vcr/verify-ldp-vc-undefined-term-added"))
                .contains("no context defines");
        assertThat(differences.get("token/own-client-dpop-other-htu")).contains("another method or URL");
        assertThat(differences.get("token/own-client-dpop-old-iat")).contains("of another time");
        assertThat(differences.get("token/own-client-revoked-cached-list")).contains("15 minutes");
        assertThat(differences.get("internal-vcr/verify-revoked-cached-list")).contains("15 minutes");
        assertThat(differences.get("introspect/after-revocation")).contains("stays active");
        assertThat(differences.get("token-errors/array-under-pattern")).contains("closed without an answer");
        assertThat(differences.get("internal-vdr/after-rotation-signing-key")).contains("old key signs on");
        assertThat(differences.get("statuslist/get-unknown")).contains("cached for 5 minutes");
        if (version.equals("master")) {
            assertThat(differences.get("token/dynamic-bearer")).contains("not the one that was granted");
        }
    }

    @Test
    void whatWasTamperedWithFails(@TempDir Path folder) throws Exception {
        RecordingCopy copy = new RecordingCopy(Vectors.require("nuts-node").resolve("v6.2.10"), folder);
        UnaryOperator<String> otherSignature = RecordingCopy::otherSignature;

        signatures(copy, otherSignature);
        answers(copy);
        defectsThatHideMore(copy, otherSignature);
        documents(copy, otherSignature);

        Map<String, ItemReport> reports = copy.replay();
        assertThat(tampered).allSatisfy(item -> assertThat(reports.get(item))
                .as(item)
                .extracting(ItemReport::result)
                .isEqualTo(Result.FAILED));
    }

    private void signatures(RecordingCopy copy, UnaryOperator<String> otherSignature) {
        copy.form(item("token/own-client-bearer"), 1, "assertion", otherSignature);
        // refused for another reason, so nobody would look at the signature
        copy.form(item("token-errors/wrong-aud"), 1, "assertion", otherSignature);
        copy.form(item("token-errors/expired"), 1, "assertion", otherSignature);
        copy.answer(item("internal-vcr/wallet-list"), 2, text -> text.replace(".", ".A")
                .replaceFirst("\\.A", "."));
        copy.answer(item("discovery/get-two"), 1, text -> text.replaceFirst("(\"1\":\"[^.]+\\.[^.]+\\.)...", "$1AAA"));
        copy.answer(item("vc/issue-jwt-vc"), 1, text -> text.replaceFirst("^(\"[^.]+\\.[^.]+\\.)...", "$1AAA"));
        copy.exchange(item("dpop/validate-ok"), 1, exchange -> {
            ObjectNode body = (ObjectNode) exchange.at("/request/body");
            ObjectNode json = (ObjectNode) RecordingCopy.parse(body.path("text").asText());
            json.put("dpop_proof", otherSignature.apply(json.path("dpop_proof").asText()));
            body.put("text", json.toString());
        });
    }

    private void answers(RecordingCopy copy) {
        copy.status(item("token/own-client-aud-array"), 1, 400);
        copy.status(item("token-errors/two-subjects"), 1, 200);
        copy.status(item("did/unknown"), 1, 200);
        copy.status(item("internal-ops/status-health"), 1, 500);
        copy.answerMember(item("token/own-client-minimal-claims"), 1, json -> json.remove("scope"));
        copy.answerMember(item("token-errors/unknown-scope"), 1, json -> json.put("error", "invalid_request"));
        copy.answerMember(
                item("token-errors/no-aud"), 1, json -> json.put("error_description", "credential is revoked"));
        copy.answerMember(
                item("introspect/jwt-vp-jwt-vc-bearer"), 1, json -> json.put("organization_name", "Somebody else"));
        copy.answerMember(item("introspect/after-revocation"), 1, json -> json.put("organization_city", "Elsewhere"));
        copy.answerMember(item("introspect/own-client-undefined-term"), 1, json -> json.put("scope", "other"));
        copy.answerMember(item("internal-vcr/verify-jwt-vc"), 1, json -> json.put("validity", false));
        copy.answerMember(item("internal-vcr/verify-revoked"), 1, json -> {
            json.put("validity", true);
            json.remove("message");
        });
        copy.answerMember(item("dpop/validate-wrong-method"), 1, json -> json.put("valid", true));
        copy.answerMember(item("metadata/authorization-server"), 1, json -> json.remove("token_endpoint"));
        copy.answer(item("pd/org"), 1, text -> text.replace("NutsOrganizationCredential", "Nuts"));
        copy.answer(item("internal-vdr/get-subject"), 1, text -> text.replace("iam:", "iam:0"));
        copy.answer(item("token/jwt-vp-ldp-vc-bearer"), 1, text -> text.replace("care-summary", "care"));
        copy.answer(item("internal-discovery/search"), 1, text -> text.replaceFirst("authServerURL", "other"));
    }

    /** Ours refuses these anyway; the name of the defect must not cover what else is wrong. */
    private void defectsThatHideMore(RecordingCopy copy, UnaryOperator<String> otherSignature) {
        copy.form(item("token/own-client-revoked-cached-list"), 1, "assertion", otherSignature);
        copy.form(item("token/own-client-undefined-term"), 1, "assertion", otherSignature);
        copy.exchange(item("token/own-client-dpop-old-iat"), 1, exchange -> {
            for (JsonNode header : exchange.at("/request/headers")) {
                if (header.path(0).asText().equalsIgnoreCase("DPoP")) {
                    ((ArrayNode) header)
                            .set(
                                    1,
                                    exchange.textNode(
                                            otherSignature.apply(header.path(1).asText())));
                }
            }
        });
        copy.exchange(item("internal-vcr/verify-ldp-vc-undefined-term-added"), 1, exchange -> {
            ObjectNode body = (ObjectNode) exchange.at("/request/body");
            body.put("text", body.path("text").asText().replace("\"city\": \"", "\"city\": \"New "));
        });
        copy.exchange(item("token/own-client-ldp-vc"), 1, exchange -> {
            exchange.put("started_at", later(exchange.path("started_at").asText()));
            exchange.put("ended_at", later(exchange.path("ended_at").asText()));
        });
    }

    private static String later(String time) {
        return Instant.parse(time).plusSeconds(60).toString();
    }

    private void documents(RecordingCopy copy, UnaryOperator<String> otherSignature) {
        copy.answer(item("statuslist/get-after"), 1, text -> text.replaceFirst("(encodedList\":\")H4s", "$1H4t"));
        copy.answer(item("did/did-documents"), 1, text -> text.replaceFirst("\"x\":\"[^\"]{4}", "\"x\":\"AAAA"));
        copy.file("vc/credentials/org-jwt-vc.txt", text -> otherSignature.apply(text.strip()));
        tampered.add("vc/credentials/org-jwt-vc");
        copy.file("did/documents/leeg-portaal.json", text -> text.replaceFirst("\"y\": ?\"[^\"]{4}", "\"y\":\"AAAA"));
        tampered.add("did/documents/leeg-portaal");
        copy.file(
                "statuslist/after.json",
                text -> text.replaceFirst("\"jws\": ?\"([^\"]+\\.\\.)....", "\"jws\":\"$1AAAA"));
        tampered.add("statuslist/after");
    }

    private String item(String name) {
        tampered.add(name);
        return name;
    }
}
