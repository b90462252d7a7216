// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.store.file;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.registry.enrolment.EnrolmentKind;
import io.notenboom.registry.enrolment.EnrolmentStatus;
import io.notenboom.registry.enrolment.OwnCertificate;
import io.notenboom.registry.enrolment.OwnEnrolment;
import io.notenboom.registry.enrolment.OwnIdentityStore;
import io.notenboom.trust.key.KeyId;
import io.notenboom.trust.secret.Secret;
import io.notenboom.trust.x509.Pem;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Files {@code node-ca}, {@code vendor-ca}, {@code node-identity} and {@code foundation}. Private keys are not among them. */
final class FileOwnIdentityStore implements OwnIdentityStore {

    private static final String NODE_IDENTITY = "node-identity";
    private static final String FOUNDATION = "foundation";

    private final JsonFolder folder;

    FileOwnIdentityStore(JsonFolder folder) {
        this.folder = folder;
    }

    @Override
    public void save(OwnEnrolment enrolment) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        Secret token = enrolment.requestToken();
        json.put("kind", enrolment.kind().wireName())
                .put("key", enrolment.key().value())
                .put("name", enrolment.name())
                .put("kvk", enrolment.kvk())
                .put("csr", enrolment.csr())
                .put("fingerprint", enrolment.fingerprint())
                .put("status", enrolment.status().wireName())
                .put("requestId", enrolment.requestId())
                .put("requestToken", token == null ? null : token.reveal())
                .put("chain", Pem.write(enrolment.chain()))
                .put("reason", enrolment.reason());
        OwnEnrolment.Renewal renewal = enrolment.renewal();
        if (renewal != null) {
            json.putObject("renewal")
                    .put("requestId", renewal.requestId())
                    .put("requestToken", renewal.requestToken().reveal());
        }
        folder.write(enrolment.kind().wireName(), json);
    }

    @Override
    public Optional<OwnEnrolment> enrolment(EnrolmentKind kind) {
        return folder.read(kind.wireName()).map(json -> read(kind, json));
    }

    private static OwnEnrolment read(EnrolmentKind kind, ObjectNode json) {
        String token = FileEnrolmentRequestStore.optional(json, "requestToken");
        return new OwnEnrolment(
                kind,
                new KeyId(json.path("key").asText()),
                json.path("name").asText(),
                json.path("kvk").asText(),
                json.path("csr").asText(),
                json.path("fingerprint").asText(),
                EnrolmentStatus.ofWireName(json.path("status").asText()).orElseThrow(),
                FileEnrolmentRequestStore.optional(json, "requestId"),
                token == null ? null : Secret.of(token),
                chain(json),
                FileEnrolmentRequestStore.optional(json, "reason"),
                renewal(json));
    }

    private static OwnEnrolment.@Nullable Renewal renewal(ObjectNode json) {
        return json.hasNonNull("renewal")
                ? new OwnEnrolment.Renewal(
                        json.path("renewal").path("requestId").asText(),
                        Secret.of(json.path("renewal").path("requestToken").asText()))
                : null;
    }

    private static List<X509Certificate> chain(ObjectNode json) {
        String pem = json.path("chain").asText();
        return pem.isEmpty() ? List.of() : Pem.readCertificates(pem);
    }

    @Override
    public List<OwnEnrolment> enrolments() {
        return Arrays.stream(EnrolmentKind.values())
                .flatMap(kind -> enrolment(kind).stream())
                .toList();
    }

    @Override
    public void saveNodeIdentity(OwnCertificate identity) {
        save(NODE_IDENTITY, identity);
    }

    @Override
    public Optional<OwnCertificate> nodeIdentity() {
        return certificate(NODE_IDENTITY);
    }

    @Override
    public void saveFoundation(OwnCertificate root) {
        save(FOUNDATION, root);
    }

    @Override
    public Optional<OwnCertificate> foundation() {
        return certificate(FOUNDATION);
    }

    private void save(String name, OwnCertificate certificate) {
        folder.write(
                name,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("key", certificate.key().value())
                        .put("chain", Pem.write(certificate.chain())));
    }

    private Optional<OwnCertificate> certificate(String name) {
        return folder.read(name)
                .map(json -> new OwnCertificate(new KeyId(json.path("key").asText()), chain(json)));
    }
}
