// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.dpop;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.auth.fakes.TestNode;
import io.notenboom.auth.subject.CreateSubjectOutcome;
import io.notenboom.auth.subject.OwnDid;
import io.notenboom.auth.subject.SubjectId;
import io.notenboom.trust.jose.Jwk;
import io.notenboom.trust.key.KeyPurpose;
import io.notenboom.trust.secret.Secret;
import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProofValidationTest {

    private static final Secret TOKEN = Secret.of("token");

    private final TestNode node = new TestNode();

    private ProofOutcome validate(String url, boolean strict) {
        node.custodian.create(KeyPurpose.DID);
        CreateSubjectOutcome created = node.subjects.create(new SubjectId("prover"));
        OwnDid own = ((CreateSubjectOutcome.Created) created).subject().dids().getFirst();
        String proof = node.proofMaker
                .make(own.signingKeyId(), "GET", URI.create("https://fhir.example:8443/stu3/Task/1"), TOKEN)
                .orElseThrow();
        String thumbprint =
                Jwk.of(node.custodian.publicKey(own.signingKey().keyId())).thumbprint();
        return node.proofValidation.validate(
                new ProofQuestion(proof, "GET", URI.create(url), TOKEN, thumbprint, strict));
    }

    /** As Nuts nodes compare; their example for NGINX tells host and path without a scheme. */
    @ParameterizedTest
    @CsvSource({
        "https://fhir.example:8443/stu3/Task/1, true",
        "https://fhir.example/stu3/Task/1, true",
        "http://fhir.example:99/stu3/Task/1?a=b, true",
        "fhir.example/stu3/Task/1, true",
        "fhir.example:8443/stu3/Task/1, true",
        "fhir.example/stu3/Task/2, false",
        "else.example/stu3/Task/1, false",
        "/stu3/Task/1, false",
        "https://fhir.example/stu3/Task/2, false"
    })
    void whichUrlsOfARequestFit(String url, boolean fits) {
        assertThat(validate(url, false) instanceof ProofOutcome.Valid)
                .as("%s", url)
                .isEqualTo(fits);
    }

    @ParameterizedTest
    @CsvSource({
        "https://fhir.example:8443/stu3/Task/1, true",
        "https://fhir.example/stu3/Task/1, false",
        "fhir.example:8443/stu3/Task/1, false",
        "fhir.example/stu3/Task/1, false"
    })
    void theStrictFormTakesTheWholeUrl(String url, boolean fits) {
        assertThat(validate(url, true) instanceof ProofOutcome.Valid)
                .as("%s", url)
                .isEqualTo(fits);
    }
}
