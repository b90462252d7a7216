// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.replay.node;

import com.fasterxml.jackson.databind.JsonNode;
import io.notenboom.auth.issuer.IssuedCredential;
import io.notenboom.auth.issuer.SigningMethod;
import io.notenboom.auth.statuslist.StatusListPage;
import io.notenboom.auth.subject.OwnDid;
import io.notenboom.auth.subject.OwnKey;
import io.notenboom.auth.subject.Subject;
import io.notenboom.auth.subject.SubjectId;
import io.notenboom.auth.token.AccessToken;
import io.notenboom.auth.token.TokenHash;
import io.notenboom.trust.credential.CredentialContent;
import io.notenboom.trust.credential.CredentialRefusedException;
import io.notenboom.trust.credential.CredentialStatus;
import io.notenboom.trust.credential.UnverifiedCredential;
import io.notenboom.trust.did.Did;
import io.notenboom.trust.did.DidDocument;
import io.notenboom.trust.did.DidDocumentReader;
import io.notenboom.trust.did.DidResolutionException;
import io.notenboom.trust.did.DidUrl;
import io.notenboom.trust.jose.InvalidJwkException;
import io.notenboom.trust.jose.Jwk;
import io.notenboom.trust.json.StrictJson;
import io.notenboom.trust.secret.Secret;
import java.security.PublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Gives what a node in memory made, in answer to a recorded request, the names and public keys that the recorded node chose at
 * random, so that later recorded requests, which hold those, find it.
 */
public final class Adoption {

    private final NodeParts parts;
    private final Map<String, AccessToken> tokens = new HashMap<>();

    Adoption(NodeParts parts) {
        this.parts = parts;
    }

    /**
     * Replaces a subject that was just made by the recorded one.
     *
     * @param made its name here
     * @param recorded the recorded answer: {@code subject} and {@code documents}
     * @return what is wrong with the recorded answer, empty if nothing is
     */
    public Optional<String> subject(String made, JsonNode recorded) {
        List<OwnDid> dids = new ArrayList<>();
        for (JsonNode document : recorded.path("documents")) {
            try {
                dids.add(ownDid(document));
            } catch (DidResolutionException | IllegalArgumentException unusable) {
                return Optional.of("the DID document of the subject cannot be used");
            }
        }
        Optional<SubjectId> name = SubjectId.tryParse(recorded.path("subject").asText());
        if (name.isEmpty() || dids.isEmpty()) {
            return Optional.of("the answer names no subject or no DID");
        }
        SubjectId.tryParse(made).ifPresent(parts.stores.subjects::forget);
        return parts.stores.subjects.add(new Subject(name.get(), dids))
                ? Optional.empty()
                : Optional.of("the subject was there already");
    }

    private OwnDid ownDid(JsonNode document) throws DidResolutionException {
        Did did = Did.tryParse(document.path("id").asText()).orElseThrow(() -> new IllegalArgumentException("no DID"));
        DidDocument read = DidDocumentReader.read(did, StrictJson.write(document));
        Instant now = parts.clock.instant();
        List<OwnKey> keys = read.verificationMethods().stream()
                .map(method -> new OwnKey(
                        method.id().fragment(),
                        parts.custodian.adopt(method.publicKey().publicKey()),
                        now))
                .toList();
        return new OwnDid(did, keys, now, null);
    }

    /**
     * Gives a key that was just added its recorded name and public half.
     *
     * @param made the verification method that was made
     * @param recorded the recorded verification method
     * @return what is wrong with the recorded answer, empty if nothing is
     */
    public Optional<String> key(JsonNode made, JsonNode recorded) {
        Optional<DidUrl> from = DidUrl.tryParse(made.path("id").asText());
        Optional<DidUrl> to = DidUrl.tryParse(recorded.path("id").asText());
        if (from.isEmpty() || to.isEmpty() || !from.get().did().equals(to.get().did())) {
            return Optional.of("the key is of another DID");
        }
        try {
            PublicKey publicKey = Jwk.parse(recorded.path("publicKeyJwk")).publicKey();
            Optional<Subject> owner = parts.subjects.ownerOf(from.get().did());
            Optional<Subject> changed = owner.flatMap(subject -> parts.stores.subjects.update(
                    subject.id(), current -> renamed(current, from.get(), to.get(), publicKey)));
            return changed.isPresent() ? Optional.empty() : Optional.of("the subject is gone");
        } catch (InvalidJwkException unusable) {
            return Optional.of("the public key cannot be used");
        }
    }

    private Subject renamed(Subject subject, DidUrl from, DidUrl to, PublicKey publicKey) {
        List<OwnDid> dids = new ArrayList<>();
        for (OwnDid did : subject.dids()) {
            List<OwnKey> keys = did.keys().stream()
                    .map(key -> did.did().equals(from.did()) && key.fragment().equals(from.fragment())
                            ? new OwnKey(
                                    to.fragment(),
                                    parts.custodian.adopt(publicKey),
                                    key.since(),
                                    key.signsFrom(),
                                    key.until(),
                                    key.compromised())
                            : key)
                    .toList();
            dids.add(new OwnDid(did.did(), keys, did.services(), did.created(), did.deactivated()));
        }
        return new Subject(subject.id(), dids);
    }

    /**
     * Replaces a credential that was just issued by the recorded one, with its entries in status lists.
     *
     * @return what is wrong with the recorded credential, empty if nothing is
     */
    public Optional<String> credential(JsonNode made, JsonNode recorded) {
        try {
            CredentialContent ours = UnverifiedCredential.parse(made).content();
            UnverifiedCredential theirs = UnverifiedCredential.parse(recorded);
            CredentialContent content = theirs.content();
            if (content.id() == null || content.subjectId().isEmpty()) {
                return Optional.of("the credential has no id or subject");
            }
            parts.stores.issued.forget(String.valueOf(ours.id()));
            IssuedCredential adopted = new IssuedCredential(
                    String.valueOf(content.id()),
                    content.specificType().orElse(""),
                    content.issuer(),
                    content.subjectId().get(),
                    new IssuedCredential.Validity(content.issuedAt(), content.expiresAt()),
                    recorded.isTextual() ? recorded.textValue() : recorded.toString());
            parts.stores.issued.add(adopted, SigningMethod.of(adopted));
            content.statuses().forEach(this::take);
            return Optional.empty();
        } catch (CredentialRefusedException unusable) {
            return Optional.of(
                    "the credential cannot be read: " + unusable.reason().description());
        }
    }

    private void take(CredentialStatus status) {
        String url = status.listCredential();
        String index = status.index();
        if (url == null || index == null || !index.matches("[0-9]{1,7}")) {
            return;
        }
        parts.addresses.parse(url).ifPresent(address -> {
            StatusListPage page = address.page();
            parts.stores.statusLists.open(page);
            boolean unusedBefore = parts.stores.statusLists.take(page, Integer.parseInt(index));
        });
    }

    /** Makes a token that was just given known under its recorded name, too. */
    public void token(String made, String recorded) {
        parts.stores.tokens.find(TokenHash.of(Secret.of(made))).ifPresent(token -> {
            AccessToken renamed = new AccessToken(
                    TokenHash.of(Secret.of(recorded)),
                    token.subject(),
                    token.issuer(),
                    token.client(),
                    token.scope(),
                    token.validity(),
                    token.evidence());
            tokens.put(recorded, renamed);
            parts.stores.tokens.save(renamed);
        });
    }

    /** What was known of a token when it was given, whether it is still good or not. */
    public Optional<AccessToken> given(String recorded) {
        return Optional.ofNullable(tokens.get(recorded));
    }
}
