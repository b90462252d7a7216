// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.jsonld;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.trust.json.StrictJson;
import io.notenboom.trust.jsonld.JsonLdException.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a holder could write into signed JSON without changing what it says as linked data. */
class LinkedDataTest {

    private static final String CREDENTIAL = """
            {"@context":["https://www.w3.org/2018/credentials/v1","https://nuts.nl/credentials/v1"],
             "id":"did:web:a.example#1","type":["VerifiableCredential","NutsOrganizationCredential"],
             "issuer":"did:web:a.example","issuanceDate":"2026-01-01T00:00:00Z","expirationDate":"2027-01-01T00:00:00Z",
             "credentialSubject":{"id":"did:web:b.example","organization":{"name":"N","city":"C"}}}""";

    private final LinkedData linkedData = new LinkedData();

    private String canonical(String json) throws JsonLdException {
        return new String(linkedData.canonical(object(json)), StandardCharsets.UTF_8);
    }

    private static ObjectNode object(String json) {
        return StrictJson.parseObject(json, 1 << 20);
    }

    private void assertRefused(String json, Reason reason) {
        assertThat(json).isNotEqualTo(CREDENTIAL);
        assertThatExceptionOfType(JsonLdException.class)
                .isThrownBy(() -> canonical(json))
                .extracting(JsonLdException::reason)
                .isEqualTo(reason);
    }

    @Test
    void allThatIsSaidIsInTheCanonicalForm() throws Exception {
        assertThat(canonical(CREDENTIAL))
                .contains("<http://schema.org/legalname> \"N\"")
                .contains("<http://schema.org/city> \"C\"")
                .contains("<https://www.w3.org/2018/credentials#expirationDate> \"2027-01-01T00:00:00Z\"")
                .contains("<https://nuts.nl/credentials/v1#NutsOrganizationCredential>");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"expirationDate\"|\"https://www.w3.org/2018/credentials#expirationDate\"|NOT_A_TERM",
                "\"expirationDate\"|\"cred:expirationDate\"|NOT_A_TERM",
                "\"issuer\"|\"@graph\":[],\"issuer\"|NOT_A_TERM",
                "\"issuer\"|\"@included\":[],\"issuer\"|NOT_A_TERM",
                "\"city\"|\"@type\":\"NutsOrganizationCredential\",\"city\"|NOT_A_TERM",
                "\"issuer\"|\"\":1,\"issuer\"|NOT_A_TERM",
                "\"city\"|\"ura\":\"123\",\"city\"|UNDEFINED_TERM",
                "\"issuer\"|\"isVerified\":true,\"issuer\"|UNDEFINED_TERM",
                "\"NutsOrganizationCredential\"|\"NutsOrganizationCredential\",\"Extra\"|UNDEFINED_TERM",
                "\"city\"|\"id\":\"did:web:a.example#1\",\"city\"|SECOND_NODE",
                "https://nuts.nl/credentials/v1|https://nuts.nl/credentials/v3|UNKNOWN_CONTEXT",
                "\"https://nuts.nl/credentials/v1\"|{\"@vocab\":\"https://example.com/\"}|INLINE_CONTEXT",
                "\"city\"|\"@context\":\"https://nuts.nl/credentials/v1\",\"city\"|INLINE_CONTEXT"
            })
    @DisplayName("undefined JSON-LD terms refused; inline @context and unknown context URLs refused")
    void whatHidesOrAddsIsRefused(String from, String to, Reason reason) {
        assertRefused(CREDENTIAL.replaceFirst(java.util.regex.Pattern.quote(from), to), reason);
    }

    @Test
    @DisplayName("JSON-LD: cap of 1,000 statements")
    void tooManyStatements() {
        String many = String.join(
                ",",
                IntStream.range(0, 600)
                        .mapToObj(number -> "{\"id\":\"did:web:b.example:" + number
                                + "\",\"organization\":{\"name\":\"N\",\"city\":\"C\"}}")
                        .toList());
        assertRefused(
                CREDENTIAL.replaceFirst("\"credentialSubject\":.*", "\"credentialSubject\":[" + many + "]}"),
                Reason.TOO_COMPLEX);
    }

    @Test
    @DisplayName("JSON-LD timeout")
    void tooMuchTime() {
        LinkedData hurried = new LinkedData(
                PinnedContexts.shipped(), new LinkedDataLimits(1_000, 2_000, Duration.ofNanos(1)), false);
        assertThatExceptionOfType(JsonLdException.class)
                .isThrownBy(() -> hurried.canonical(object(CREDENTIAL)))
                .extracting(JsonLdException::reason)
                .isEqualTo(Reason.TOO_COMPLEX);
    }
}
