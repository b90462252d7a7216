// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.rule;

import static io.notenboom.registry.rule.SeedQuestionsTest.no;
import static io.notenboom.registry.rule.SeedQuestionsTest.pem;
import static io.notenboom.registry.rule.SeedQuestionsTest.yes;
import static io.notenboom.registry.scenario.TestNetwork.START;

import io.notenboom.registry.rule.certificate.DoesTheContractCertificateFitTheProfile;
import io.notenboom.registry.rule.certificate.DoesTheNodeAddressFitTheNodeCertificate;
import io.notenboom.registry.rule.certificate.DoesTheVendorFitItsCaCertificate;
import io.notenboom.registry.rule.certificate.IsTheContractCertificateIssuedByTheVendorCa;
import io.notenboom.registry.rule.certificate.IsTheNodeCertificateIssuedByANodeCaOfTheFoundation;
import io.notenboom.registry.rule.certificate.IsTheProposalSignedWithItsOwnCertificate;
import io.notenboom.registry.rule.facts.Contract;
import io.notenboom.registry.rule.facts.StreamFacts;
import io.notenboom.registry.scenario.TestCertificates;
import io.notenboom.registry.scenario.TestCertificates.Identity;
import io.notenboom.registry.scenario.TestCertificates.Wish;
import io.notenboom.registry.scenario.TestNetwork;
import io.notenboom.registry.scenario.TestVendor;
import io.notenboom.trust.x509.Fingerprints;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;

/** The questions that the seed's text and tables imply, answered with yes and with no. */
class AddedQuestionsTest {

    private static final String SUBJECT = "CN=Poli,O=Ziekenhuis,ST=Utrecht,C=NL,SERIALNUMBER=12345678";
    private static final String ORGANISATION = "urn:oid:2.16.840.1.113883.2.4.6.1:00000001";

    private final TestNetwork network = new TestNetwork();
    private final TestVendor vendor = network.vendor("Leverancier A", "11111111");
    private final Wish wish = TestCertificates.contract(SUBJECT, START);
    private final Identity certificate = TestCertificates.issue(wish, vendor.ca());
    private final UUID contractId = UUID.randomUUID();

    @Test
    void doesTheContractCertificateFitTheProfile() {
        yes(profile(wish));
        yes(profile(TestCertificates.contract(SUBJECT, Instant.parse("2028-02-29T12:00:00Z"))));
        no(profile(wish.until(wish.until().minusSeconds(1))));
        no(profile(wish.until(wish.until().plusSeconds(1))));
        no(profile(wish.until(wish.until().minusSeconds(86_400))));
        no(profile(wish.usage(0)));
        no(profile(wish.usage(KeyUsage.digitalSignature | KeyUsage.nonRepudiation)));
        no(profile(wish.usage(KeyUsage.digitalSignature | KeyUsage.decipherOnly)));
        no(profile(wish.usage(TestCertificates.CA_USAGE).pathLength(0)));
        no(profile(wish.subject("CN=Poli,O=Ziekenhuis,C=NL,SERIALNUMBER=12345678")));
        no(profile(wish.subject("CN=Poli,ST=Utrecht,C=NL,SERIALNUMBER=12345678")));
        no(profile(wish.subject("O=Ziekenhuis,ST=Utrecht,C=NL,SERIALNUMBER=12345678")));
        no(profile(wish.subject("CN=Poli,O=Ziekenhuis,ST=Utrecht,SERIALNUMBER=12345678")));
        no(profile(wish.subject("CN=Poli,O=Ziekenhuis,ST=Utrecht,C=NL")));
        no(profile(wish.subject("CN=Poli,O=Ziekenhuis,ST=Utrecht,C=NL,SERIALNUMBER=1234567")));
        no(profile(wish.subject(SUBJECT + ",O=Tweede")));
        no(profile(wish.subject(SUBJECT + ",L=Zeist,L=Utrecht")));
        no(profile(wish.subject("CN=Poli,O=" + "Z".repeat(129) + ",ST=Utrecht,C=NL,SERIALNUMBER=12345678")));
        no(new DoesTheContractCertificateFitTheProfile().answer("no certificate"));
        no(new DoesTheContractCertificateFitTheProfile().answer(pem(certificate) + pem(vendor.ca())));
        Identity weak = TestCertificates.issue(wish, vendor.ca(), TestCertificates.rsaKeys());
        no(new DoesTheContractCertificateFitTheProfile().answer(pem(weak)));
    }

    private Verdict profile(Wish of) {
        return new DoesTheContractCertificateFitTheProfile().answer(pem(TestCertificates.issue(of, vendor.ca())));
    }

    @Test
    void isTheContractCertificateIssuedByTheVendorCa() {
        var question = new IsTheContractCertificateIssuedByTheVendorCa();
        yes(question.answer(pem(certificate), START, facts()));
        TestVendor other = network.vendor("Leverancier B", "22222222");
        no(question.answer(pem(TestCertificates.issue(wish, other.ca())), START, facts()));
        no(question.answer(pem(certificate), START.minusSeconds(1), facts()));
    }

    @Test
    void isTheProposalSignedWithItsOwnCertificate() {
        var question = new IsTheProposalSignedWithItsOwnCertificate();
        yes(question.answer(pem(certificate), Fingerprints.x5tS256(certificate.certificate())));
        no(question.answer(pem(certificate), Fingerprints.x5tS256(vendor.ca().certificate())));
    }

    @Test
    void isTheContractIdNew() {
        var question = new IsTheContractIdNew();
        yes(question.answer(UUID.randomUUID(), facts(contract())));
        no(question.answer(contractId, facts(contract())));
    }

    @Test
    void isTheApprovalSignedWithTheContractCertificate() {
        var question = new IsTheApprovalSignedWithTheContractCertificate();
        yes(question.answer(contractId, "A".repeat(43), facts(contract())));
        no(question.answer(contractId, "B".repeat(43), facts(contract())));
    }

    @Test
    void doesTheEndpointKeepItsOrganisation() {
        var question = new DoesTheEndpointKeepItsOrganisation();
        yes(question.answer("urn:uuid:1", ORGANISATION, facts(contract())));
        yes(question.answer("urn:uuid:2", ORGANISATION + "2", facts(contract())));
        no(question.answer("urn:uuid:1", ORGANISATION + "2", facts(contract())));
    }

    @Test
    void doesTheRegistrationKeepItsVendor() {
        var question = new DoesTheRegistrationKeepItsVendor();
        yes(question.answer(vendor.oid(), facts()));
        no(question.answer(vendor.oid() + "2", facts()));
    }

    @Test
    void doesTheVendorFitItsCaCertificate() {
        var question = new DoesTheVendorFitItsCaCertificate();
        yes(question.answer(vendor.oid(), pem(vendor.ca())));
        yes(question.answer("urn:oid:1.2.3.4", pem(vendor.ca())));
        no(question.answer("urn:oid:1.3.6.1.4.1.54851.4:22222222", pem(vendor.ca())));
        no(question.answer(vendor.oid(), "no certificate"));
    }

    @Test
    void isTheNodeCertificateIssuedByANodeCaOfTheFoundation() {
        var question = new IsTheNodeCertificateIssuedByANodeCaOfTheFoundation();
        Identity nodeCa = nodeCa();
        Identity node = node(nodeCa);
        yes(question.answer(pem(node) + pem(nodeCa), START, network.root().certificate()));
        no(question.answer(pem(node), START, network.root().certificate()));
        Identity stranger = TestCertificates.root("CN=Nuts Foundation test", START);
        no(question.answer(pem(node) + pem(nodeCa), START, stranger.certificate()));
        no(question.answer(pem(node) + pem(vendor.ca()), START, network.root().certificate()));
    }

    @Test
    void doesTheNodeAddressFitTheNodeCertificate() {
        var question = new DoesTheNodeAddressFitTheNodeCertificate();
        String chain = pem(node(nodeCa()));
        yes(question.answer("https://node.example.nl:8443", chain));
        no(question.answer("https://other.example.nl:8443", chain));
        no(question.answer("http://node.example.nl:8443", chain));
        no(question.answer("https://node.example.nl", chain));
        no(question.answer("https://node.example.nl:8443/path", chain));
    }

    private Identity nodeCa() {
        return TestCertificates.issue(TestCertificates.vendorCa("CN=Node CA,O=A,C=NL", START), network.root());
    }

    private Identity node(Identity nodeCa) {
        return TestCertificates.issue(
                new Wish("CN=node", KeyUsage.digitalSignature, -1, START, START.plusSeconds(86_400), "node.example.nl"),
                nodeCa);
    }

    private Contract contract() {
        return new Contract(contractId, vendor.oid(), ORGANISATION, START, null, "A".repeat(43), true);
    }

    private StreamFacts facts(Contract... contracts) {
        return new FixedFacts(network, vendor, List.of(contracts));
    }
}
