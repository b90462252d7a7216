// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.scope;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.pdp.request.BodyMode;
import io.notenboom.pdp.request.CanonicalRequest;
import io.notenboom.pdp.request.Canonicaliser;
import io.notenboom.pdp.request.EndpointKind;
import io.notenboom.pdp.request.FhirVersion;
import io.notenboom.pdp.request.RawBody;
import io.notenboom.pdp.request.RawHeader;
import io.notenboom.pdp.request.RawRequest;
import io.notenboom.pdp.request.RequestGrammar;
import io.notenboom.pdp.scope.NarrowScope.Answer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NarrowScopesTest {

    private static final RequestGrammar GRAMMAR = new RequestGrammar(
            EndpointKind.FHIR,
            "/fhir",
            FhirVersion.STU3,
            BodyMode.FULL,
            RequestGrammar.Options.NONE.withNarrowScopes(true));

    @ParameterizedTest
    @CsvSource({
        "fhir:patient:1,                      GET, /fhir/Patient/1,                  OPENS",
        "fhir:patient:1,                      GET, /fhir/Patient/12,                 OTHER_RESOURCE",
        "fhir:patient:1,                      GET, /fhir/Observation/1,              OTHER_RESOURCE",
        "fhir:patient:1,                      PUT, /fhir/Patient/1,                  OTHER_INTERACTION",
        "fhir:patient:1/read/write,           PUT, /fhir/Patient/1,                  OPENS",
        "fhir:patient:1/write,                GET, /fhir/Patient/1,                  OTHER_INTERACTION",
        "fhir:task:1/write,                   PUT, /fhir/Task/1,                     OTHER_INTERACTION",
        "fhir:composition:9/read,             GET, /fhir/Composition/9/$document,    OTHER_INTERACTION",
        "fhir:composition:9/document,         GET, /fhir/Composition/9/$document,    OPENS",
        "user:1:profile,                      GET, /users/1/profile,                 OPENS",
        "user:1:profile,                      GET, /users/1/diary,                   OTHER_RESOURCE",
        "user:1:profile,                      GET, /users/2/profile,                 OTHER_RESOURCE",
        "user:1:Patient,                      GET, /fhir/Patient/1,                  OTHER_RESOURCE",
        "system/Patient.r?_id=1,              GET, /fhir/Patient/1,                  OPENS",
        "system/Patient.r?_id=1,              PUT, /fhir/Patient/1,                  OTHER_INTERACTION",
        "system/Patient.ru?_id=1,             PUT, /fhir/Patient/1,                  OPENS",
        "system/Patient.r?_id=1,              GET, /fhir/Patient?_id=1,              OTHER_RESOURCE",
        "system/Patient.rs?_id=1,             GET, /fhir/Patient?_id=1,              OPENS",
        "system/Observation.s?patient=1,      GET, /fhir/Observation?patient=1&code=a, OPENS",
        "system/Observation.s?patient=1,      GET, /fhir/Observation?code=a,         OTHER_RESOURCE",
        "system/Observation.s?patient=1,      GET, /fhir/Observation?patient=2,      OTHER_RESOURCE",
        "system/Observation.s?patient=1,      GET, /fhir/Condition?patient=1,        OTHER_RESOURCE",
        "patient/Patient.r,                   GET, /fhir/Patient/p7,                 OPENS",
        "patient/Patient.r,                   GET, /fhir/Patient/p8,                 OTHER_RESOURCE",
        "patient/Observation.rs,              GET, /fhir/Observation?patient=p7,     OPENS",
        "patient/Observation.rs,              GET, /fhir/Observation?patient=Patient/p7, OPENS",
        "patient/Observation.rs,              GET, /fhir/Observation?patient=p8,     OTHER_RESOURCE",
        "patient/Observation.rs,              GET, /fhir/Observation?subject=p7,     OTHER_RESOURCE",
        "patient/Observation.rs,              GET, /fhir/Observation/1,              OTHER_RESOURCE",
        "patient/Patient.s,                   GET, /fhir/Patient?_id=p7,             OPENS"
    })
    void opensWhatItNames(String scope, String method, String target, Answer expected) {
        assertThat(read(scope).answer(request(method, target), "p7")).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "eOverdracht-receiver",
                "fhir:Patient:1",
                "fhir:patient:*",
                "fhir:patient",
                "fhir:patient:",
                "fhir:patient:..",
                "fhir:patient:1/admin",
                "fhir:patient:1/read/read",
                "fhir:patient:1/",
                "fhir:patient:1/document",
                "fhir:nothing:1",
                "user:1",
                "user:1:",
                "user:../2:profile",
                "user:1:a/b",
                "user/Patient.r",
                "system/Patient.r",
                "system/Patient.rs",
                "system/Patient.sr?_id=1",
                "system/Patient.read?_id=1",
                "system/Patient.?_id=1",
                "system/Patient.rr?_id=1",
                "system/*.r?_id=1",
                "system/patient.r?_id=1",
                "system/Patient.r?_id=1,2",
                "system/Patient.r?_id:missing=true",
                "system/Patient.r?_id=1&_id=1",
                "system/Patient.r?_has:Observation:patient:code=1",
                "system/Observation.s?subject.name=a",
                "patient/*.rs",
                "patient/MedicationRequest.read",
                "patient/Observation.r"
            })
    void everythingElseIsNoNarrowScope(String text) {
        assertThat(NarrowScopes.read(text, FhirVersion.STU3)).isEmpty();
    }

    @Test
    void withoutAPatientOfTheLaunchNothingIsTheirs() {
        assertThat(read("patient/Patient.r").answer(request("GET", "/fhir/Patient/p7"), ""))
                .isEqualTo(Answer.OTHER_RESOURCE);
        assertThat(read("patient/Observation.rs").answer(request("GET", "/fhir/Observation?patient=p7"), ""))
                .isEqualTo(Answer.OTHER_RESOURCE);
    }

    private static NarrowScope read(String scope) {
        return NarrowScopes.read(scope, FhirVersion.STU3).orElseThrow();
    }

    private static CanonicalRequest request(String method, String target) {
        String[] segments = target.split("/", -1);
        String body = "{\"resourceType\":\"" + segments[2] + "\",\"id\":\"" + segments[segments.length - 1] + "\"}";
        RawRequest raw = new RawRequest(
                method,
                target,
                List.of(new RawHeader("Authorization", "Bearer x"), new RawHeader("Content-Type", "application/json")),
                method.equals("PUT") ? RawBody.of(body.getBytes(StandardCharsets.UTF_8)) : RawBody.none());
        if (Canonicaliser.canonicalise(raw, GRAMMAR) instanceof CanonicalRequest request) {
            return request;
        }
        throw new AssertionError("the grammar has no " + target);
    }
}
