// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.replay.node;

import com.fasterxml.jackson.databind.JsonNode;
import io.notenboom.auth.discovery.DiscoveryServerException;
import io.notenboom.auth.discovery.ServiceDefinition;
import io.notenboom.auth.policy.PolicyFinding;
import io.notenboom.auth.replay.recording.NodeSettings;
import io.notenboom.auth.subject.OwnDid;
import io.notenboom.auth.subject.SubjectId;
import io.notenboom.kit.outbound.OutboundHttp;
import io.notenboom.trust.credential.CredentialStatusChecker;
import io.notenboom.trust.credential.CredentialVerifier;
import io.notenboom.trust.credential.UnverifiedCredential;
import io.notenboom.trust.did.Did;
import io.notenboom.trust.did.DidResolver;
import io.notenboom.trust.did.VerificationRelationship;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A node in memory, in the place of a recorded one. */
public final class ReplayNode {

    private final NodeParts parts;
    private final NodeDiscovery discovery;
    private final NodeTokens tokens;
    private final Routes publicRoutes;
    private final Routes internalRoutes;
    private final Adoption adoption;
    private final List<String> findings = new ArrayList<>();

    /**
     * A node without subjects.
     *
     * @param settings its configuration
     * @param http reaches other hosts
     */
    public ReplayNode(NodeSettings settings, OutboundHttp http, InstantSource clock) {
        parts = new NodeParts(settings, http, clock);
        discovery = new NodeDiscovery(parts);
        tokens = new NodeTokens(parts);
        NodeResources resources = new NodeResources(parts, discovery, tokens);
        publicRoutes = new Routes(resources.ofPublicListener());
        internalRoutes = new Routes(resources.ofInternalListener());
        adoption = new Adoption(parts);
        keep("policy", parts.policies.reload());
        keep("discovery", discovery.reload());
    }

    private void keep(String what, List<PolicyFinding> found) {
        found.stream()
                .filter(finding -> finding.severity() == PolicyFinding.Severity.ERROR)
                .forEach(finding -> findings.add(what + " file " + finding.file() + ": " + finding.message()));
    }

    /** What is wrong with its policies and definitions. */
    public List<String> findings() {
        return List.copyOf(findings);
    }

    /** Name of its configuration. */
    public String name() {
        return parts.settings.name();
    }

    /** Its base URL. */
    public String publicUrl() {
        return parts.settings.publicUrl();
    }

    /** Whether one of its listeners is at this origin. */
    public boolean isAt(String origin) {
        return origin.equals(parts.settings.internalOrigin())
                || parts.settings.publicUrl().equals(origin)
                || parts.settings.publicUrl().startsWith(origin + "/");
    }

    /** Answers on the public listener. */
    public RouteAnswer publicAnswer(RouteRequest request) {
        return publicRoutes.answer(request);
    }

    /** Answers on the internal listener. */
    public RouteAnswer internalAnswer(RouteRequest request) {
        return internalRoutes.answer(request);
    }

    /** Copies the lists of all discovery services, as a node does from time to time. */
    public void followDiscovery() {
        for (ServiceDefinition service : discovery.services()) {
            try {
                int unusedEntries = discovery.follow(service);
            } catch (DiscoveryServerException away) {
                // the search shows what is known, as it does while a server is away
            }
        }
    }

    /** Gives what the recorded node made its recorded names and keys. */
    public Adoption adoption() {
        return adoption;
    }

    /** Resolves DIDs as this node sees them now. */
    public DidResolver resolver() {
        return parts.resolver;
    }

    /** Verifies credentials as this node does now. */
    public CredentialVerifier credentials() {
        return parts.credentials;
    }

    /** The status of a credential as of now. */
    public CredentialStatusChecker.Outcome status(UnverifiedCredential credential) {
        return parts.credentials.status(credential, parts.clock.instant());
    }

    /** Whether the token endpoint would refuse a proof that is right for it, because it was used. */
    public boolean isUsedUp(String proof, URI tokenEndpoint) {
        return tokens.proofs.wasUsed(proof, tokenEndpoint, parts.clock.instant());
    }

    /** Whether it has a subject of this name. */
    public boolean hasSubject(String name) {
        return SubjectId.tryParse(name).flatMap(parts.subjects::find).isPresent();
    }

    /** One of its subjects that is active. */
    public Optional<String> anySubject() {
        return parts.subjects.list().stream()
                .filter(subject -> subject.isActive())
                .map(subject -> subject.id().value())
                .findFirst();
    }

    /** Whether this service, with its id, was in the document of a DID of this node and was taken out. */
    public boolean deletedService(String did, JsonNode service) {
        Instant now = parts.clock.instant();
        return Did.tryParse(did)
                .flatMap(parts.subjects::ownDid)
                .filter(own -> own.services().stream()
                        .anyMatch(known ->
                                !known.validAt(now) && known.json(own.did()).equals(service)))
                .isPresent();
    }

    /** The key that signs for an own DID after a time, as fragment; empty if the DID is not of this node. */
    public Optional<String> signingKeyAfter(Did did, Duration time) {
        Optional<OwnDid> own = parts.subjects.ownDid(did);
        return own.flatMap(found -> parts.subjects
                        .documentAt(found, parts.clock.instant().plus(time))
                        .first(VerificationRelationship.ASSERTION_METHOD))
                .map(method -> method.id().fragment());
    }
}
