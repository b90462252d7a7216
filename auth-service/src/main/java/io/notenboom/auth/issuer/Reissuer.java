// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.issuer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.errorprone.annotations.CheckReturnValue;
import io.notenboom.auth.statuslist.StatusLists;
import io.notenboom.auth.subject.OwnDid;
import io.notenboom.auth.subject.OwnSigners;
import io.notenboom.auth.subject.Subjects;
import io.notenboom.trust.credential.CredentialContent;
import io.notenboom.trust.credential.CredentialIssuer;
import io.notenboom.trust.credential.CredentialRefusal;
import io.notenboom.trust.credential.CredentialRefusedException;
import io.notenboom.trust.credential.CredentialStatus;
import io.notenboom.trust.credential.CredentialTemplate;
import io.notenboom.trust.credential.CredentialType;
import io.notenboom.trust.credential.UnverifiedCredential;
import io.notenboom.trust.did.DidUrl;
import io.notenboom.trust.status.StatusListType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Issues once more what a credential says, with the key that signs now and until the same end. The replacement has an id that
 * follows from that of the first, so whoever does it again finds what was made before. Safe for many threads and processes.
 */
@CheckReturnValue
public final class Reissuer {

    private final Subjects subjects;
    private final OwnSigners signers;
    private final StatusLists statusLists;
    private final IssuedStore store;
    private final InstantSource clock;

    /** Issues in the name of these subjects. */
    public Reissuer(
            Subjects subjects, OwnSigners signers, StatusLists statusLists, IssuedStore store, InstantSource clock) {
        this.subjects = subjects;
        this.signers = signers;
        this.statusLists = statusLists;
        this.store = store;
        this.clock = clock;
    }

    /** The replacement of a credential, if one was made. */
    public Optional<IssuedCredential> replacement(IssuedCredential credential) {
        return store.find(credential.issuer(), replacementId(credential).toString());
    }

    /**
     * Makes the replacement of a credential, or finds the one that was made.
     *
     * @return empty if its issuer is not active any more, it has ended, or nobody would accept what it says
     */
    public Optional<IssuedCredential> replace(IssuedCredential credential) {
        Optional<IssuedCredential> before = replacement(credential);
        Optional<OwnDid> own = subjects.activeDid(credential.issuer());
        if (before.isPresent() || own.isEmpty()) {
            return before;
        }
        try {
            return Optional.of(issue(credential, own.get()));
        } catch (CredentialRefusedException refused) {
            return Optional.empty();
        }
    }

    private IssuedCredential issue(IssuedCredential credential, OwnDid own) throws CredentialRefusedException {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        UnverifiedCredential original = credential.credential();
        CredentialTemplate template = template(credential, original.content());
        CredentialIssuer issuer = new CredentialIssuer(own.signingKeyId(), signers.ofCredentials(own));
        IssuedCredential made = new IssuedCredential(
                template.id().toString(),
                credential.type(),
                credential.issuer(),
                credential.subject(),
                new IssuedCredential.Validity(now, template.expiresAt()),
                issuer.issue(original.format(), template, now).text());
        return store.addNew(made, own.signingKeyId())
                ? made
                : replacement(credential).orElse(made);
    }

    private CredentialTemplate template(IssuedCredential credential, CredentialContent content)
            throws CredentialRefusedException {
        if (content.subjects().size() != 1) {
            throw new CredentialRefusedException(CredentialRefusal.INCOMPLETE);
        }
        ObjectNode claims = content.subjects().getFirst().deepCopy();
        claims.remove("id");
        List<String> contexts = content.contexts().stream()
                .filter(context -> !context.equals(CredentialType.VC_CONTEXT))
                .toList();
        return new CredentialTemplate(
                replacementId(credential),
                credential.type(),
                contexts,
                credential.subject(),
                claims,
                credential.validity().expiresAt(),
                status(credential, content));
    }

    private @Nullable CredentialStatus status(IssuedCredential credential, CredentialContent content) {
        if (content.statuses().isEmpty()) {
            return null;
        }
        StatusListType type = content.statuses().stream()
                .flatMap(entry -> StatusListType.ofEntry(entry.type()).stream())
                .findFirst()
                .orElse(StatusListType.STATUS_LIST_2021);
        return statusLists.take(credential.issuer(), type);
    }

    private static DidUrl replacementId(IssuedCredential credential) {
        UUID follows = UUID.nameUUIDFromBytes(("replaces " + credential.id()).getBytes(StandardCharsets.UTF_8));
        return credential.issuer().withFragment(follows.toString());
    }
}
