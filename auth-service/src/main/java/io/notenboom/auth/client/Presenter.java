// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.google.errorprone.annotations.CheckReturnValue;
import io.notenboom.auth.signature.SignatureKind;
import io.notenboom.auth.subject.OwnDid;
import io.notenboom.auth.subject.OwnSigners;
import io.notenboom.auth.wallet.Wallets;
import io.notenboom.trust.credential.Credential;
import io.notenboom.trust.credential.CredentialFormat;
import io.notenboom.trust.credential.CredentialRefusedException;
import io.notenboom.trust.credential.CredentialType;
import io.notenboom.trust.credential.CredentialVerifier;
import io.notenboom.trust.credential.SelfAttestedCredential;
import io.notenboom.trust.exchange.MatchResult;
import io.notenboom.trust.exchange.PresentationDefinition;
import io.notenboom.trust.exchange.PresentationSubmission;
import io.notenboom.trust.jsonld.JsonLdException;
import io.notenboom.trust.presentation.PresentationBuilder;
import io.notenboom.trust.secret.Secret;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Chooses credentials from a wallet for a presentation definition and makes the presentation. */
@CheckReturnValue
public final class Presenter {

    private static final int MAX_CREDENTIALS = 10;

    /** Longer than a presentation of a token request lives. */
    private static final Duration TOKEN_REQUEST = Duration.ofMinutes(1);

    private final Wallets wallets;
    private final OwnSigners signers;
    private final Supplier<Secret> randomTexts;
    private final InstantSource clock;

    /**
     * Chooses from these wallets.
     *
     * @param randomTexts makes nonces
     */
    public Presenter(Wallets wallets, OwnSigners signers, Supplier<Secret> randomTexts, InstantSource clock) {
        this.wallets = wallets;
        this.signers = signers;
        this.randomTexts = randomTexts;
        this.clock = clock;
    }

    /** What is wrong with a request, if anything. */
    static Optional<String> mistake(WalletTokenRequest request) {
        URI server = request.authorizationServer();
        if (!"https".equals(server.getScheme())
                || server.getHost() == null
                || server.getRawQuery() != null
                || server.getRawFragment() != null) {
            return Optional.of("authorization_server must be an https issuer URL without query and fragment");
        }
        if (request.credentials().size() > MAX_CREDENTIALS) {
            return Optional.of("credentials must be at most " + MAX_CREDENTIALS);
        }
        for (ObjectNode credential : request.credentials()) {
            if (credential.has("issuer")) {
                return Optional.of("self-asserted credentials must not contain issuer");
            }
            if (!(credential.get("credentialSubject") instanceof ObjectNode subject)) {
                return Optional.of("self-asserted credentials must have one credentialSubject");
            }
            if (subject.has("id")) {
                return Optional.of("self-asserted credentials must not contain credentialSubject.id");
            }
            if (specificType(credential)
                    .filter(CredentialVerifier.SELF_ATTESTED_TYPES::contains)
                    .isEmpty()) {
                return Optional.of("self-asserted credentials must be of one of the types "
                        + CredentialVerifier.SELF_ATTESTED_TYPES.stream()
                                .sorted()
                                .toList());
            }
        }
        return Optional.empty();
    }

    /**
     * Chooses the form of the presentation and the credentials that a definition asks for. Only credentials that are valid
     * now, whose issuer has a DID method that the server accepts, and in a form that it accepts are considered.
     */
    Choice choose(
            WalletTokenRequest request, OwnDid did, AuthorizationServer server, PresentationDefinition definition) {
        return choose(request, did, server, definition, Map.of());
    }

    /**
     * The same, with only those credentials that also have these values.
     *
     * @param bound value by field id
     */
    Choice choose(
            WalletTokenRequest request,
            OwnDid did,
            AuthorizationServer server,
            PresentationDefinition definition,
            Map<String, JsonNode> bound) {
        String algorithm = signers.publicKey(did.signingKey()).algorithm().joseName();
        Optional<PresentationForm> form = PresentationForm.choose(definition.format(), server, algorithm);
        if (form.isEmpty()) {
            return new Choice.None(
                    "the authorization server accepts no form of presentation that this wallet makes (jwt_vp with "
                            + algorithm + ", ldp_vp with JsonWebSignature2020)",
                    List.of());
        }
        List<Credential> candidates = new ArrayList<>();
        wallets.usable(request.subject(), did.did()).stream()
                .filter(credential -> isAccepted(credential, form.get(), server))
                .forEach(candidates::add);
        for (ObjectNode attested : request.credentials()) {
            candidates.add(selfAttested(did, attested));
        }
        Map<String, JsonNode> selection = new HashMap<>();
        request.selection().forEach((id, value) -> selection.put(id, TextNode.valueOf(value)));
        selection.putAll(bound);
        return narrowed(request, new Search(definition, form.get(), selection), candidates);
    }

    /**
     * The presentation of the chosen credentials, with its submission.
     *
     * @throws JsonLdException if it is to be JSON-LD and a credential has a member that no context defines
     */
    Presented present(OwnDid did, String audience, Choice.Some choice) throws JsonLdException {
        List<Credential> presented = choice.matched().presented().stream()
                .map(choice.candidates()::get)
                .toList();
        PresentationBuilder builder = new PresentationBuilder(
                did.signingKeyId(),
                signers.signer(did, SignatureKind.PRESENTATION, clock.instant().plus(TOKEN_REQUEST)));
        String nonce = randomTexts.get().reveal();
        String id = UUID.randomUUID().toString();
        return switch (choice.form()) {
            case JWT ->
                new Presented(
                        builder.tokenRequest(audience, nonce, presented, clock.instant())
                                .serialized(),
                        choice.matched().submission(id));
            case LINKED_DATA ->
                new Presented(
                        builder.linkedDataTokenRequest(audience, nonce, presented, clock.instant()),
                        choice.matched().linkedDataSubmission(id));
        };
    }

    private static boolean isAccepted(Credential credential, PresentationForm form, AuthorizationServer server) {
        boolean covered = form == PresentationForm.JWT || credential.format() != CredentialFormat.JWT_VC;
        return covered
                && server.accepts(credential.format().designation())
                && server.didMethods().contains(credential.content().issuer().method());
    }

    private static Choice narrowed(WalletTokenRequest request, Search search, List<Credential> candidates) {
        PresentationDefinition definition = search.definition();
        if (!definition.fieldIds().containsAll(request.selection().keySet())) {
            return new Choice.None(
                    "credential_selection names a field that the presentation definition does not have", List.of());
        }
        return switch (Selection.narrow(definition, candidates, search.selection())) {
            case Selection.Narrowed.None none -> none(none.missing(), definition, request);
            case Selection.Narrowed.Several several ->
                new Choice.None(
                        "credential_selection leaves more than one credential for input descriptor '"
                                + several.descriptorId() + "'; select by more fields",
                        List.of(several.descriptorId()));
            case Selection.Narrowed.One one -> new Choice.Some(search.form(), one.matched(), one.candidates());
        };
    }

    private static Choice none(
            MatchResult.Missing missing, PresentationDefinition definition, WalletTokenRequest request) {
        String gaps = missing.gaps().stream()
                .map(gap -> wanted(definition, gap.descriptorId()) + gap.describe())
                .collect(Collectors.joining("; "));
        String selection = request.selection().isEmpty() ? "" : " (with this credential_selection)";
        return new Choice.None(
                "missing credentials" + selection + ": " + gaps,
                missing.gaps().stream()
                        .map(MatchResult.DescriptorGap::descriptorId)
                        .toList());
    }

    private static String wanted(PresentationDefinition definition, String descriptorId) {
        return definition.descriptors().stream()
                .filter(descriptor -> descriptor.id().equals(descriptorId))
                .flatMap(descriptor -> descriptor.credentialType().stream())
                .map(type -> type + " for ")
                .findFirst()
                .orElse("");
    }

    private Credential selfAttested(OwnDid did, ObjectNode attested) {
        try {
            return SelfAttestedCredential.of(
                    UUID.randomUUID().toString(),
                    did.did(),
                    specificType(attested).orElseThrow(),
                    (ObjectNode) attested.path("credentialSubject"),
                    clock.instant());
        } catch (CredentialRefusedException refused) {
            throw new IllegalStateException("the request was checked before", refused);
        }
    }

    private static Optional<String> specificType(ObjectNode credential) {
        JsonNode node = credential.path("type");
        List<String> specific = new ArrayList<>();
        for (JsonNode type : node.isArray() ? node : List.of(node)) {
            if (!type.asText("").equals(CredentialType.VERIFIABLE_CREDENTIAL)) {
                specific.add(type.asText(""));
            }
        }
        return specific.size() == 1 ? Optional.of(specific.getFirst()) : Optional.empty();
    }

    private record Search(PresentationDefinition definition, PresentationForm form, Map<String, JsonNode> selection) {}

    /** A presentation, and which of its credentials is for which descriptor. */
    record Presented(String text, PresentationSubmission submission) {}

    /** What a wallet can give for a definition. */
    @CheckReturnValue
    sealed interface Choice {

        /**
         * All that is asked for.
         *
         * @param form how to present it
         * @param matched which credential for which descriptor
         * @param candidates the credentials that the match counts
         */
        record Some(PresentationForm form, MatchResult.Matched matched, List<Credential> candidates)
                implements Choice {}

        /** Not all. */
        record None(String detail, List<String> descriptors) implements Choice {}
    }
}
