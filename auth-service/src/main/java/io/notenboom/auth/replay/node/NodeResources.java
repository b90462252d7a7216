// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.replay.node;

import io.notenboom.auth.admission.Admission;
import io.notenboom.auth.api.DidResource;
import io.notenboom.auth.api.DpopResource;
import io.notenboom.auth.api.HolderResource;
import io.notenboom.auth.api.IssuerResource;
import io.notenboom.auth.api.KeyResource;
import io.notenboom.auth.api.ServiceResource;
import io.notenboom.auth.api.SubjectAccess;
import io.notenboom.auth.api.SubjectResource;
import io.notenboom.auth.api.VerifierResource;
import io.notenboom.auth.api.WalletTokenResource;
import io.notenboom.auth.api.credential.PresentationResource;
import io.notenboom.auth.api.credential.StatusListResource;
import io.notenboom.auth.api.credential.TrustResource;
import io.notenboom.auth.api.discovery.DiscoveryClientResource;
import io.notenboom.auth.api.discovery.DiscoveryServerResource;
import io.notenboom.auth.api.oauth.FailedSignatures;
import io.notenboom.auth.api.oauth.MetadataResource;
import io.notenboom.auth.api.oauth.NutsIntrospectionResource;
import io.notenboom.auth.api.oauth.PresentationDefinitionResource;
import io.notenboom.auth.api.oauth.TokenResource;
import io.notenboom.auth.didweb.PublishedDids;
import io.notenboom.auth.issuer.CredentialRevocation;
import io.notenboom.auth.issuer.Issuer;
import io.notenboom.auth.metadata.ServerMetadata;
import io.notenboom.auth.revocation.CompromisedKeys;
import io.notenboom.auth.revocation.Deactivation;
import io.notenboom.auth.revocation.Revocations;
import io.notenboom.auth.statuslist.StatusListCredentials;
import io.notenboom.auth.subject.KeyRotation;
import io.notenboom.auth.subject.KeyTimes;
import io.notenboom.auth.subject.SubjectServices;
import io.notenboom.auth.trusted.TrustedIssuers;
import io.notenboom.auth.wallet.HolderPresentations;
import io.notenboom.kit.access.Caller;
import io.notenboom.trust.jose.SignatureAlgorithm;
import io.notenboom.trust.limit.Allowance;
import java.time.Duration;
import java.util.List;

/** The resources of a node in memory, by listener. Their caller may act for every subject. */
final class NodeResources {

    private final NodeParts parts;
    private final NodeDiscovery discovery;
    private final NodeTokens tokens;
    private final Caller caller = new Caller();

    NodeResources(NodeParts parts, NodeDiscovery discovery, NodeTokens tokens) {
        this.parts = parts;
        this.discovery = discovery;
        this.tokens = tokens;
    }

    List<Object> ofPublicListener() {
        List<String> algorithms = SignatureAlgorithm.all().stream()
                .map(SignatureAlgorithm::joseName)
                .toList();
        return List.of(
                new TokenResource(
                        tokens.endpoint,
                        new Admission(1, Duration.ofSeconds(1)),
                        new FailedSignatures(() -> "recorded", new Allowance(NodeTokens.NO_LIMIT, parts.clock))),
                new PresentationDefinitionResource(parts.subjects, parts.policies),
                new MetadataResource(parts.subjects, new ServerMetadata(parts.publicUrl, algorithms), parts.publicUrl),
                new StatusListResource(new StatusListCredentials(
                        parts.stores.statusLists, parts.addresses, parts.subjects, parts.signers, parts.clock)),
                new DiscoveryServerResource(discovery.server));
    }

    List<Object> ofInternalListener() {
        SubjectAccess access = new SubjectAccess(parts.subjects, caller);
        Revocations revocations = new Revocations(parts.stores.tokens, parts.stores.events);
        KeyRotation rotation = new KeyRotation(parts.stores.subjects, parts.custodian, KeyTimes.STANDARD, parts.clock);
        TrustedIssuers trusted = new TrustedIssuers(parts.stores.trusted, parts.subjects, parts.wallets);
        return List.of(
                new NutsIntrospectionResource(tokens.introspection, caller),
                new WalletTokenResource(tokens.accessTokens, parts.clock, caller),
                new DpopResource(tokens.proofMaker, tokens.proofValidation, access),
                new SubjectResource(parts.subjects, new Deactivation(parts.subjects, revocations), caller),
                new KeyResource(
                        parts.subjects, rotation, new CompromisedKeys(rotation, revocations), caller, parts.clock),
                new ServiceResource(new SubjectServices(parts.stores.subjects, parts.clock), caller),
                new DidResource(new PublishedDids(parts.resolver), parts.subjects, parts.clock),
                new IssuerResource(
                        new Issuer(parts.subjects, parts.signers, parts.statusLists, parts.stores.issued, parts.clock),
                        new CredentialRevocation(parts.stores.issued, parts.statusLists, revocations),
                        access),
                new HolderResource(parts.subjects, parts.wallets, caller),
                new PresentationResource(new HolderPresentations(parts.subjects, parts.signers, parts.clock), access),
                new VerifierResource(parts.credentials, parts.presentations, trusted, parts.clock),
                new TrustResource(trusted, caller),
                new DiscoveryClientResource(
                        discovery.definitions,
                        discovery.activations,
                        discovery.search,
                        discovery.refresh,
                        parts.subjects,
                        caller));
    }
}
