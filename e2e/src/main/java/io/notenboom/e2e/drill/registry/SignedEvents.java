// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.drill.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.custody.CustodianSigner;
import io.notenboom.custody.KeyCustodian;
import io.notenboom.custody.KeyDescription;
import io.notenboom.custody.SealedFileCustodian;
import io.notenboom.e2e.client.StepFailure;
import io.notenboom.launcher.node.Node;
import io.notenboom.launcher.node.ServiceKind;
import io.notenboom.trust.jose.Base64Url;
import io.notenboom.trust.jose.Jws;
import io.notenboom.trust.jose.JwsSigner;
import io.notenboom.trust.key.KeyId;
import io.notenboom.trust.key.KeyPurpose;
import io.notenboom.trust.x509.Pem;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;

/** Signs events outside of the registries, with keys from the folders of nodes: as the Foundation's people do, or a thief. */
final class SignedEvents {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> CRITICAL = List.of("net", "sid", "seq", "prev", "iat", "evt");

    private final InstantSource clock;

    SignedEvents(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Who signs.
     *
     * @param signer signs
     * @param thumbprint of the certificate
     */
    record Hand(JwsSigner signer, String thumbprint) {}

    /** The root of the Foundation. */
    Hand foundation(Node node) throws IOException {
        JsonNode root = JSON.readTree(node.folder()
                .data(ServiceKind.REGISTRY)
                .resolve("identity/foundation.json")
                .toFile());
        X509Certificate certificate =
                Pem.readCertificates(root.path("chain").asText()).getFirst();
        return new Hand(
                CustodianSigner.of(custodian(node), new KeyId(root.path("key").asText()), KeyPurpose.FOUNDATION_CA),
                thumbprint(certificate));
    }

    /** The contract key of a vendor's first proposal. */
    Hand contractKey(Vendor vendor, String sid) {
        JsonNode events =
                vendor.registry().get("/registry/v1/events?limit=50&sid=" + sid).path("events");
        for (JsonNode event : events) {
            if (event.path("evt").asText().equals("ContractProposal")) {
                return contractKey(
                        vendor.party().node(),
                        payload(jws(vendor, event.path("id").asText())));
            }
        }
        throw new StepFailure("vendor " + vendor.label() + " has proposed no contract");
    }

    private static Hand contractKey(Node node, JsonNode proposal) {
        X509Certificate certificate =
                Pem.readCertificates(proposal.path("certificate").asText()).getFirst();
        KeyCustodian custodian = custodian(node);
        for (KeyDescription key : custodian.list()) {
            boolean fits = key.purpose() == KeyPurpose.CONTRACT
                    && Arrays.equals(
                            custodian.publicKey(key.keyId()).getEncoded(),
                            certificate.getPublicKey().getEncoded());
            if (fits) {
                return new Hand(
                        CustodianSigner.of(custodian, key.keyId(), KeyPurpose.CONTRACT), thumbprint(certificate));
            }
        }
        throw new StepFailure("the custodian has no key for the contract's certificate");
    }

    private static KeyCustodian custodian(Node node) {
        return SealedFileCustodian.open(
                node.folder().custody(), node.spec().customer(), node.secrets().passphraseFile());
    }

    /** The event that follows another in its stream. */
    String next(String lastEvent, String type, JsonNode payload, Hand hand) throws IOException {
        JsonNode last = JSON.readTree(Base64Url.decode(lastEvent.split("\\.")[0]));
        ObjectNode header = JSON.createObjectNode().put("typ", "nuts-event+jose");
        CRITICAL.forEach(header.putArray("crit")::add);
        header.put("net", last.path("net").asText())
                .put(
                        "sid",
                        last.path("seq").asLong() == 0
                                ? Lies.idOf(lastEvent)
                                : last.path("sid").asText())
                .put("seq", last.path("seq").asLong() + 1)
                .put("prev", Lies.idOf(lastEvent))
                .put(
                        "iat",
                        Math.max(
                                clock.instant().getEpochSecond(),
                                last.path("iat").asLong()))
                .put("evt", type)
                .put("ver", 1)
                .put("x5t#S256", hand.thumbprint());
        return Jws.sign(header, JSON.writeValueAsBytes(payload), hand.signer()).serialized();
    }

    /** The last event of a stream as a node holds it. */
    static String last(Vendor vendor, String sid) {
        return jws(
                vendor,
                vendor.registry()
                        .get("/registry/v1/streams/" + sid)
                        .path("head")
                        .asText());
    }

    /** Whether a stream is the Foundation's. */
    static boolean isFoundations(Vendor vendor, String sid) {
        return vendor.registry()
                .get("/registry/v1/events/" + sid)
                .path("evt")
                .asText()
                .equals("FoundationRegistration");
    }

    private static String jws(Vendor vendor, String id) {
        return vendor.registry().get("/registry/v1/events/" + id).path("jws").asText();
    }

    /** The payload of an event. */
    static JsonNode payload(String event) {
        try {
            return JSON.readTree(Base64Url.decode(event.split("\\.")[1]));
        } catch (IOException notJson) {
            throw new StepFailure("an event is not JSON: " + event);
        }
    }

    private static String thumbprint(X509Certificate certificate) {
        try {
            return Base64Url.encode(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (NoSuchAlgorithmException | CertificateEncodingException impossible) {
            throw new IllegalStateException("a certificate that was read has an encoding", impossible);
        }
    }
}
