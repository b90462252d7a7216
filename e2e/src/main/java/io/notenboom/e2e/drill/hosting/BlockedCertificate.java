// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.drill.hosting;

import io.notenboom.e2e.client.Await;
import io.notenboom.e2e.client.StepFailure;
import io.notenboom.e2e.drill.registry.NodeIdentityFiles;
import io.notenboom.launcher.node.NodeFolder;
import io.notenboom.trust.jose.Jwk;
import io.notenboom.trust.jose.JwsSigner;
import io.notenboom.trust.jose.SignatureAlgorithm;
import io.notenboom.trust.json.StrictJson;
import io.notenboom.trust.x509.denylist.Denylist;
import io.notenboom.trust.x509.denylist.DenylistEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A denylist of the host, which all nodes follow: the certificate that it names ends at every node, and no other one does. */
final class BlockedCertificate {

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final Path list;
    private final Path keys;
    private final JwsSigner signer;
    private final InstantSource clock;
    private long number;

    /** Makes an empty list in a folder. */
    BlockedCertificate(Path folder, InstantSource clock) throws IOException, GeneralSecurityException {
        this.clock = clock;
        Path made = Files.createDirectories(folder);
        this.list = made.resolve("denylist.jws");
        this.keys = made.resolve("denylist-keys.json");
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        this.signer = JwsSigner.inMemory(SignatureAlgorithm.EDDSA, pair.getPrivate());
        var set = StrictJson.newObject();
        set.putArray("keys").add(Jwk.of(pair.getPublic()).json());
        var _ = NodeFolder.writePrivate(keys, new String(StrictJson.write(set), StandardCharsets.UTF_8));
        publish(List.of());
    }

    private void publish(List<DenylistEntry> entries) {
        number++;
        var _ = NodeFolder.writePrivate(list, Denylist.sign(entries, number, clock.instant(), null, signer));
    }

    /** Settings of a control plane whose nodes follow the list. */
    Map<String, String> settings() {
        return Map.of(
                "notenboom.hosting.denylist.host.file",
                list.toString(),
                "notenboom.hosting.denylist.host.keys-file",
                keys.toString());
    }

    /** Blocks the certificate of the last customer, looks around, and lifts it again. */
    String run(HostedFleet fleet) throws IOException, GeneralSecurityException {
        HostedNode blocked = fleet.node(fleet.ids().getLast());
        List<HostedNode> others = fleet.nodesWithout(List.of(blocked.id()));
        Map<String, Map<String, Long>> processes = fleet.processesWithout(List.of());
        Map<String, List<String>> dids = fleet.didsWithout(List.of());
        NodeIdentityFiles identity = CertificateTrials.nodeIdentity(blocked);
        awaitEverywhere(others, identity, true);
        publish(List.of(DenylistEntry.of(identity.certificate(), "drill")));
        long began = System.nanoTime();
        awaitEverywhere(others, identity, false);
        long seconds = (System.nanoTime() - began) / 1_000_000_000;
        requireThatOthersAreLetIn(others);
        if (!fleet.didsWithout(List.of()).equals(dids)
                || !fleet.processesWithout(List.of()).equals(processes)) {
            throw new StepFailure("more changed than the one certificate");
        }
        publish(List.of());
        awaitEverywhere(others, identity, true);
        return blocked.id() + " was kept out by " + others.size() + " nodes after " + seconds
                + " s, which let each other in; let in again when the list was empty";
    }

    /** The first of the others at all of them, and the second one at the first. */
    private static void requireThatOthersAreLetIn(List<HostedNode> others)
            throws IOException, GeneralSecurityException {
        if (others.size() < 2) {
            return;
        }
        NodeIdentityFiles first = CertificateTrials.nodeIdentity(others.getFirst());
        NodeIdentityFiles second = CertificateTrials.nodeIdentity(others.get(1));
        for (HostedNode owner : others) {
            if (!CertificateTrials.letsIn(owner, owner.equals(others.getFirst()) ? second : first)) {
                throw new StepFailure(owner.id() + " keeps others out, too");
            }
        }
    }

    private static void awaitEverywhere(List<HostedNode> others, NodeIdentityFiles blocked, boolean letIn) {
        for (HostedNode owner : others) {
            var _ = Await.until(
                    owner.id() + (letIn ? " lets it in again" : " keeps it out"), PATIENCE, () -> Optional.of(owner)
                            .filter(node -> CertificateTrials.letsIn(node, blocked) == letIn));
        }
    }
}
