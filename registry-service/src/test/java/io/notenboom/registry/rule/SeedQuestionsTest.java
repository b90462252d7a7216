// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.rule;

import static io.notenboom.registry.scenario.TestNetwork.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.registry.endpointtype.EndpointTypes;
import io.notenboom.registry.endpointtype.EndpointTypesFormat;
import io.notenboom.registry.event.EndpointRegistration;
import io.notenboom.registry.rule.certificate.IsTheVendorCaCertificateSignedByTheNutsFoundation;
import io.notenboom.registry.rule.facts.Contract;
import io.notenboom.registry.rule.facts.StreamFacts;
import io.notenboom.registry.scenario.TestCertificates;
import io.notenboom.registry.scenario.TestCertificates.Identity;
import io.notenboom.registry.scenario.TestNetwork;
import io.notenboom.registry.scenario.TestVendor;
import io.notenboom.trust.x509.Pem;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every validation question of the registry seed, by its name, answered with yes and with no. */
class SeedQuestionsTest {

    private static final String ORGANISATION = "urn:oid:2.16.840.1.113883.2.4.6.1:00000001";
    private static final String SIGNER = "A".repeat(43);

    private final TestNetwork network = new TestNetwork();
    private final TestVendor vendor = network.vendor("Leverancier A", "11111111");
    private final UUID contractId = UUID.randomUUID();
    private final EndpointTypes types = EndpointTypesFormat.defaultTable();

    @Test
    void isTheVendorCaCertificateSignedByTheNutsFoundation() {
        var question = new IsTheVendorCaCertificateSignedByTheNutsFoundation();
        X509Certificate root = network.root().certificate();
        yes(question.answer(pem(vendor.ca()), START, root));

        Identity stranger = TestCertificates.root("CN=Nuts Foundation test", START);
        Identity forged = TestCertificates.issue(TestCertificates.vendorCa("CN=A,O=A,C=NL", START), stranger);
        no(question.answer(pem(forged), START, root));
        no(question.answer(pem(stranger), START, root));
        no(question.answer(pem(vendor.ca()), START.plusSeconds(6L * 366 * 86_400), root));
        no(question.answer("no certificate", START, root));
        TestCertificates.Wish wish = TestCertificates.vendorCa("CN=A,O=A,C=NL", START.minusSeconds(1));
        no(question.answer(pem(TestCertificates.issue(wish.pathLength(1), network.root())), START, root));
        no(question.answer(pem(TestCertificates.issue(wish.pathLength(-1), network.root())), START, root));
        int withoutCrl = TestCertificates.CA_USAGE & ~org.bouncycastle.asn1.x509.KeyUsage.cRLSign;
        no(question.answer(pem(TestCertificates.issue(wish.usage(withoutCrl), network.root())), START, root));
        Identity below = TestCertificates.issue(wish, vendor.ca());
        no(question.answer(pem(below) + pem(vendor.ca()), START, root));
    }

    @Test
    void isTheEventInAStreamOfTheSameVendor() {
        var question = new IsTheEventInAStreamOfTheSameVendor();
        yes(question.answer(vendor.oid(), facts()));
        no(question.answer("urn:oid:1.3.6.1.4.1.54851.4:22222222", facts()));
    }

    @Test
    void isTheStartDateOnOrAfterTheDateOfIssue() {
        var question = new IsTheStartDateOnOrAfterTheDateOfIssue();
        yes(question.answer(START, START));
        yes(question.answer(START.plusSeconds(1), START));
        no(question.answer(START.minusSeconds(1), START));
    }

    @Test
    void isTheEndDateAfterTheStartDate() {
        var question = new IsTheEndDateAfterTheStartDate();
        yes(question.answer(START, null));
        yes(question.answer(START, START.plusSeconds(1)));
        no(question.answer(START, START));
        no(question.answer(START, START.minusSeconds(1)));
    }

    @Test
    void isTheContractIdReferringToAProposedContract() {
        var question = new IsTheContractIdReferringToAProposedContract();
        yes(question.answer(contractId, facts(contract(false, null))));
        no(question.answer(UUID.randomUUID(), facts(contract(false, null))));
    }

    @Test
    void isThereAnApprovedContract() {
        var question = new IsThereAnApprovedContract();
        Contract approved = contract(true, null);
        yes(question.answer(endpoint(START, null), SIGNER, facts(approved)));
        no(question.answer(endpoint(START, null), SIGNER, facts(contract(false, null))));
        no(question.answer(endpoint(START, null), "B".repeat(43), facts(approved)));
        no(question.answer(endpoint(START.minusSeconds(1), null), SIGNER, facts(approved)));
        Contract ending = contract(true, START.plusSeconds(100));
        yes(question.answer(endpoint(START, START.plusSeconds(100)), SIGNER, facts(ending)));
        no(question.answer(endpoint(START, START.plusSeconds(101)), SIGNER, facts(ending)));
        no(question.answer(endpoint(START, null), SIGNER, facts(ending)));
        EndpointRegistration other = new EndpointRegistration(
                ORGANISATION + "2", vendor.oid(), "urn:uuid:1", TestVendor.FHIR, "https://a.nl/", START, null);
        no(question.answer(other, SIGNER, facts(approved)));
    }

    @Test
    void isTheEndpointTypeSupported() {
        var question = new IsTheEndpointTypeSupported();
        yes(question.answer(TestVendor.FHIR, types));
        yes(question.answer("urn:nuts:endpoint:fhir", types));
        yes(question.answer("urn:oid:1.3.6.1.4.1.54851.1:nuts-sso", types));
        no(question.answer("urn:oid:1.3.6.1.4.1.54851.2:telex", types));
    }

    @Test
    void isTheLocationFormatSupportedByTheEndpointType() {
        var question = new IsTheLocationFormatSupportedByTheEndpointType();
        yes(question.answer("https://fhir.example.nl/r4", TestVendor.FHIR, types));
        yes(question.answer("tcp://corda.example.nl:7886", "urn:oid:1.3.6.1.4.1.54851.2:consent", types));
        yes(question.answer("grpc://nuts.example.nl:5555", "urn:oid:1.3.6.1.4.1.54851.2:nutscomm", types));
        no(question.answer("http://fhir.example.nl/r4", TestVendor.FHIR, types));
        no(question.answer("tcp://fhir.example.nl:1", TestVendor.FHIR, types));
        no(question.answer("https://user:secret@fhir.example.nl/", TestVendor.FHIR, types));
        no(question.answer("https://fhir.example.nl/#part", TestVendor.FHIR, types));
        no(question.answer("https:///r4", TestVendor.FHIR, types));
        no(question.answer("https://localhost:8080/r4", TestVendor.FHIR, types));
        no(question.answer("https://fhir.localhost/r4", TestVendor.FHIR, types));
        no(question.answer("https://127.0.0.1/r4", TestVendor.FHIR, types));
        no(question.answer("https://[::1]/r4", TestVendor.FHIR, types));
        no(question.answer("https://10.1.2.3/r4", TestVendor.FHIR, types));
        no(question.answer("https://ehr/r4", TestVendor.FHIR, types));
        no(question.answer("https://ehr.internal./r4", TestVendor.FHIR, types));
        yes(question.answer("https://localhost:8080/r4", TestVendor.FHIR, EndpointTypesFormat.developmentTable()));
        no(question.answer("not a url", TestVendor.FHIR, types));
        no(question.answer("https://fhir.example.nl/" + "a".repeat(2_048), TestVendor.FHIR, types));
    }

    private EndpointRegistration endpoint(Instant start, @Nullable Instant end) {
        return new EndpointRegistration(
                ORGANISATION, vendor.oid(), "urn:uuid:1", TestVendor.FHIR, "https://a.nl/", start, end);
    }

    private Contract contract(boolean approved, @Nullable Instant end) {
        return new Contract(contractId, vendor.oid(), ORGANISATION, START, end, SIGNER, approved);
    }

    private StreamFacts facts(Contract... contracts) {
        return new FixedFacts(network, vendor, List.of(contracts));
    }

    static String pem(Identity identity) {
        return Pem.write(identity.certificate());
    }

    static void yes(Verdict verdict) {
        assertThat(verdict).isEqualTo(Verdict.yes());
    }

    static void no(Verdict verdict) {
        assertThat(verdict).isInstanceOf(Verdict.No.class);
    }
}
