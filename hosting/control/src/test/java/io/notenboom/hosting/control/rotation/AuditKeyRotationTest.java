// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.control.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.custody.KeyCustodian;
import io.notenboom.custody.SealedFileCustodianAdmin;
import io.notenboom.hosting.control.deletion.AuditKeys;
import io.notenboom.hosting.control.deletion.CustodianSeal;
import io.notenboom.hosting.control.deletion.DestructionCertificates;
import io.notenboom.hosting.control.state.RecordFiles;
import io.notenboom.trust.json.StrictJson;
import io.notenboom.trust.key.KeyPurpose;
import io.notenboom.trust.rotation.RotatedKey;
import io.notenboom.trust.rotation.Rotation;
import io.notenboom.trust.rotation.RotationOutcome;
import io.notenboom.trust.rotation.RotationPolicy;
import io.notenboom.trust.rotation.RotationState;
import io.notenboom.trust.rotation.RotationStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditKeyRotationTest {

    private static final String ID = AuditKeyRotation.ID;

    @TempDir
    Path directory;

    private final List<String> journal = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-22T10:00:00Z");
    private RecordFiles written;
    private AuditKeys keys;
    private AuditKeyRotation rotation;

    @BeforeEach
    void aControlPlaneWithTwoKeys() throws IOException {
        Path passphrase = Files.writeString(directory.resolve("passphrase"), "een lange wachtzin voor de test\n");
        SealedFileCustodianAdmin admin =
                SealedFileCustodianAdmin.open(directory.resolve("custody"), "hoster", passphrase);
        for (int number = 0; number < 2; number++) {
            var _ = admin.create(KeyPurpose.AUDIT);
        }
        KeyCustodian custodian = admin.custodian();
        keys = new AuditKeys(new RecordFiles(directory.resolve("audit-keys")), custodian, () -> now);
        written = new RecordFiles(directory.resolve("destruction"));
        DestructionCertificates certificates = new DestructionCertificates(
                written, id -> Optional.empty(), new CustodianSeal(custodian, keys), () -> now);
        rotation = new AuditKeyRotation(
                keys,
                certificates,
                new RotationPolicy(Duration.ZERO, Duration.ZERO, Duration.ofDays(365)),
                (what, object) -> journal.add(what),
                () -> now);
    }

    private void later(Duration time) {
        now = now.plus(time);
    }

    private List<RotationState> states() {
        return rotation.find(ID).orElseThrow().keys().stream()
                .map(RotatedKey::state)
                .toList();
    }

    /** A certificate as {@link DestructionCertificates} writes it. */
    private String signedCertificate(String customer) {
        String key = keys.active().id().value();
        ObjectNode certificate = StrictJson.newObject();
        certificate.set("statement", StrictJson.newObject().put("customer", customer));
        written.write(customer, certificate.put("jws", "by " + key).put("key", key));
        return key;
    }

    @Test
    void beforeAnythingIsSignedThereIsNothingToRotate() {
        assertThat(rotation.list("", 10)).isEmpty();
        assertThat(rotation.advance().changes()).isZero();
    }

    @Test
    void aSuccessorSignsAndTheFormerOneIsKnownAsLongAsACertificateIsItsOwn() {
        String first = signedCertificate("c00001");
        later(Duration.ofDays(1));
        assertThat(rotation.begin(ID)).isInstanceOf(RotationOutcome.UnderWay.class);
        assertThat(keys.active().id().value()).isNotEqualTo(first);
        assertThat(states()).containsExactly(RotationState.ACTIVE, RotationState.RETIRING);
        assertThat(rotation.begin(ID)).as("asked for again").isInstanceOf(RotationOutcome.UnderWay.class);
        assertThat(states()).hasSize(2);
        assertThat(keys.jwkSet().path("keys"))
                .extracting(key -> key.path("state").asText())
                .containsExactly("active", "retired");
        for (JsonNode key : keys.jwkSet().path("keys")) {
            assertThat(key.path("kty").asText()).isEqualTo("EC");
            assertThat(key.has("d")).isFalse();
        }
    }

    @Test
    void anOldKeyIsReplacedByItself() {
        var _ = keys.active();
        assertThat(rotation.advance().changes()).isZero();
        later(Duration.ofDays(366));
        assertThat(rotation.advance().changes()).isEqualTo(1);
        assertThat(states()).as("it signed nothing").containsExactly(RotationState.ACTIVE, RotationState.RETIRED);
        later(Duration.ofDays(366));
        assertThat(rotation.advance().overdueCount())
                .as("the custodian has no other")
                .isEqualTo(1);
        assertThat(rotation.begin(ID)).isInstanceOf(RotationOutcome.Unavailable.class);
        assertThat(journal).containsOnly("rotation.begin");
    }

    @Test
    void whatALostKeySignedIsSignedAgain() {
        String lost = signedCertificate("c00001");
        later(Duration.ofDays(1));
        Rotation before = rotation.find(ID).orElseThrow();
        assertThat(rotation.previewEmergency(before, before.active().orElseThrow(), now))
                .extracting(RotationStep::effect)
                .containsExactly(
                        "nothing that it signed counts, whenever that was",
                        "signs 1 certificates of destruction again");
        for (int time = 0; time < 2; time++) {
            assertThat(rotation.emergency(ID, lost)).isInstanceOf(RotationOutcome.UnderWay.class);
            assertThat(states()).containsExactly(RotationState.ACTIVE, RotationState.COMPROMISED);
        }
        ObjectNode certificate = written.read("c00001").orElseThrow();
        assertThat(certificate.path("key").asText())
                .isEqualTo(keys.active().id().value());
        assertThat(certificate.path("jws").asText().split("\\.")).hasSize(3);
        assertThat(certificate.path("statement").path("customer").asText()).isEqualTo("c00001");
        assertThat(rotation.emergency(ID, "kunknown")).isInstanceOf(RotationOutcome.NotFound.class);
    }

    @Test
    void aLostKeyStaysUntilThereIsAnother() {
        var _ = keys.active();
        later(Duration.ofDays(1));
        assertThat(rotation.begin(ID)).isInstanceOf(RotationOutcome.UnderWay.class);
        String active = keys.active().id().value();
        assertThat(rotation.emergency(ID, active)).isInstanceOf(RotationOutcome.Unavailable.class);
        assertThat(keys.active().id().value()).isEqualTo(active);
    }
}
