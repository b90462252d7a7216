// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.pep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.pdp.request.FhirVersion;
import io.notenboom.pdp.request.RawHeader;
import io.notenboom.trust.json.StrictJson;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PepJsonTest {

    private static final String HASH = "0".repeat(64);

    private static ObjectNode json() {
        return StrictJson.parseObject(
                "{\"keySha256\":\"" + HASH + "\",\"kind\":\"fhir\",\"dialect\":\"original\","
                        + "\"bodyMode\":\"full\",\"basePath\":\"/fhir\",\"publicBaseUrl\":\"https://sender.example\","
                        + "\"profile\":\"seed/handoff-only\",\"audience\":\"https://sender.example/oauth2/a\",\"subject\":\"a\"}",
                2000);
    }

    private static PepRegistration read(ObjectNode json) {
        return PepJson.read("gw", json, FhirVersion.R4);
    }

    @Test
    void whatIsWrittenReadsTheSame() {
        ObjectNode json = json();
        json.put("claims", "supplied-proved").put("dialect", "knooppunt");
        json.putObject("clientCertificate")
                .put("header", "X-Client-Certificate")
                .put("form", "sha256-hex");
        json.putArray("profiles").add("seed/negotiation");
        json.putObject("formerKey").put("sha256", HASH).put("until", "2026-03-01T12:00:00Z");
        PepRegistration pep = read(json);
        assertThat(pep.standing().profilesInOrder()).containsExactly("seed/handoff-only", "seed/negotiation");
        assertThat(pep.grammar().fhirVersion()).isEqualTo(FhirVersion.R4);
        assertThat(read(PepJson.write(pep))).isEqualTo(pep);
        ObjectNode mtls = json();
        mtls.put("authentication", "mtls").putArray("certificateThumbprints").add("t".repeat(43));
        assertThat(read(PepJson.write(read(mtls)))).isEqualTo(read(mtls));
    }

    @ParameterizedTest
    @CsvSource({
        "dialect,guess,dialect is one of original",
        "claims,trusted,claims is one of introspection",
        "authentication,none,authentication is key or mtls",
        "authentication,mtls,certificateThumbprints are 1 to 4",
        "keySha256,abc,keySha256 is a SHA-256 in hex",
        "publicBaseUrl,https://sender.example/fhir,publicBaseUrl is scheme",
        "subject,../b,subject is the id"
    })
    void whatIsWrongIsNamed(String member, String value, String text) {
        ObjectNode json = json().put(member, value);
        assertThatThrownBy(() -> read(json))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(text);
    }

    @ParameterizedTest
    @CsvSource({"Authorization", "dpop", "X-PEP-Key", "X-Forwarded-Client-Cert", "X-Original-URI", "X-Userinfo", "a b"})
    void theCertificatesHeaderHasNoOtherMeaning(String header) {
        ObjectNode json = json();
        json.putObject("clientCertificate").put("header", header).put("form", "pem");
        assertThatThrownBy(() -> read(json)).hasMessageStartingWith("clientCertificate.header");
    }

    @Test
    void theCertificateIsReadInTheRegisteredFormOnly() {
        ClientCertificateHeader hex =
                new ClientCertificateHeader("X-Client-Certificate", ClientCertificateHeader.Form.HEX);
        ClientCertificateHeader thumbprint =
                new ClientCertificateHeader("X-Client-Certificate", ClientCertificateHeader.Form.THUMBPRINT);
        ClientCertificateHeader pem =
                new ClientCertificateHeader("X-Client-Certificate", ClientCertificateHeader.Form.PEM);
        String zeros = "A".repeat(43);
        assertThat(hex.thumbprint(shown("00:".repeat(31) + "00"))).contains(zeros);
        assertThat(hex.thumbprint(shown(zeros))).isEmpty();
        assertThat(thumbprint.thumbprint(shown(zeros))).contains(zeros);
        assertThat(thumbprint.thumbprint(shown("0".repeat(64)))).isEmpty();
        assertThat(pem.thumbprint(shown("-----BEGIN%20CERTIFICATE-----"))).isEmpty();
        assertThat(pem.thumbprint(List.of())).isEmpty();
        List<RawHeader> twice = List.of(shown(zeros).getFirst(), shown(zeros).getFirst());
        assertThat(thumbprint.thumbprint(twice)).isEmpty();
        assertThat(thumbprint.ambiguous(twice)).isTrue();
    }

    private static List<RawHeader> shown(String value) {
        return List.of(new RawHeader("x-client-certificate", value));
    }

    @Test
    void claimsAreNotSuppliedWhereTheDialectHasNoPlaceForThem() {
        ObjectNode json = json().put("dialect", "authzen").put("claims", "supplied");
        assertThatThrownBy(() -> read(json)).hasMessageStartingWith("claims is introspection");
    }
}
