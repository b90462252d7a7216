// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.restoration;

import com.google.errorprone.annotations.CheckReturnValue;
import io.notenboom.auth.issuer.CredentialRevocation;
import io.notenboom.auth.issuer.IssuedCredential;
import io.notenboom.auth.statuslist.StatusListAddresses;
import io.notenboom.auth.statuslist.StatusListAddresses.Address;
import io.notenboom.auth.statuslist.StatusLists;
import io.notenboom.auth.subject.OwnDid;
import io.notenboom.auth.subject.Subject;
import io.notenboom.auth.subject.Subjects;
import io.notenboom.trust.credential.CredentialContent;
import io.notenboom.trust.credential.CredentialRefusedException;
import io.notenboom.trust.credential.CredentialStatus;
import io.notenboom.trust.credential.CredentialStatusChecker;
import io.notenboom.trust.credential.CredentialVerifier;
import io.notenboom.trust.credential.UnverifiedCredential;
import io.notenboom.trust.did.DidResolutionException;
import io.notenboom.trust.did.DidUrl;
import io.notenboom.trust.jose.SignatureAlgorithm;
import io.notenboom.trust.status.StatusList;
import io.notenboom.trust.status.StatusListException;
import io.notenboom.trust.status.StatusListReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a node does with its status lists after its data were put back: it takes over every revocation that somebody can still
 * show, and gives no entry that may have been given. Everything may be repeated; nothing is ever taken back.
 */
@CheckReturnValue
public final class RestoredStatusLists {

    private final Subjects subjects;
    private final StatusLists lists;
    private final StatusListAddresses addresses;
    private final CredentialRevocation revocation;

    /** Over these lists of these subjects. */
    public RestoredStatusLists(
            Subjects subjects, StatusLists lists, StatusListAddresses addresses, CredentialRevocation revocation) {
        this.subjects = subjects;
        this.lists = lists;
        this.addresses = addresses;
        this.revocation = revocation;
    }

    /** What came of a published list. */
    public sealed interface Outcome {

        /**
         * It is this node's own.
         *
         * @param changed entries that were revoked in it and not here; they are revoked now
         */
        record Taken(int changed) implements Outcome {}

        /**
         * It is not.
         *
         * @param why in words
         */
        record Refused(String why) implements Outcome {}
    }

    /**
     * Skips pages of every own DID.
     *
     * @return number of DIDs
     */
    public int skip(int pages) {
        int issuers = 0;
        for (Subject subject : subjects.list()) {
            for (OwnDid did : subject.dids()) {
                int unusedFirst = lists.skip(did.did(), pages);
                issuers++;
            }
        }
        return issuers;
    }

    /**
     * Revokes what a list has as revoked that this node published once. It has to be signed by the issuer, with a key that was
     * its own when the list was signed; it may have expired.
     */
    public Outcome take(String published) {
        try {
            UnverifiedCredential credential = UnverifiedCredential.parse(published, StatusListReader.MAX_CHARACTERS);
            String url = address(credential.content());
            Optional<Address> address = addresses.parse(url);
            Optional<OwnDid> issuer =
                    address.flatMap(found -> subjects.ownDid(found.page().issuer()));
            if (address.isEmpty() || issuer.isEmpty()) {
                return new Outcome.Refused("it is not a status list of a DID of this node");
            }
            Instant signed = credential.content().issuedAt();
            StatusList list = reader(issuer.get(), signed)
                    .read(address.get().type(), published, url, issuer.get().did(), signed);
            return new Outcome.Taken(lists.revokeAgain(address.get().page(), revoked(list, address.get(), url)));
        } catch (CredentialRefusedException | StatusListException invalid) {
            return new Outcome.Refused("it is not a valid status list: " + invalid.getMessage());
        }
    }

    /** The id of the list; of one whose id is a DID URL that of its subject. */
    private static String address(CredentialContent content) {
        String id = content.id();
        if (id != null && !id.startsWith("did:")) {
            return id;
        }
        return content.subjects().size() == 1
                ? content.subjects().getFirst().path("id").asText()
                : "";
    }

    private StatusListReader reader(OwnDid issuer, Instant time) {
        CredentialVerifier verifier = new CredentialVerifier(
                did -> {
                    if (!did.equals(issuer.did())) {
                        throw new DidResolutionException(DidResolutionException.Reason.NOT_FOUND);
                    }
                    return subjects.documentAt(issuer, time);
                },
                SignatureAlgorithm.all(),
                CredentialStatusChecker.knowingNone());
        return new StatusListReader(verifier::checkSignature);
    }

    private static List<Integer> revoked(StatusList list, Address address, String url) throws StatusListException {
        List<Integer> revoked = new ArrayList<>();
        String type = address.type().entryType();
        for (int index = 0; index < Math.min(list.entries(), StatusLists.ENTRIES); index++) {
            if (list.isSet(new CredentialStatus(url, type, "revocation", Integer.toString(index), url))) {
                revoked.add(index);
            }
        }
        return revoked;
    }

    /**
     * Revokes a credential that was revoked once, as an audit log tells.
     *
     * @return whether this node knows it; one that was issued after the data were saved it does not
     */
    public boolean revoke(DidUrl credential) {
        Optional<IssuedCredential> issued = revocation.find(credential);
        issued.ifPresent(found -> {
            var unusedOutcome = revocation.revoke(found);
        });
        return issued.isPresent();
    }
}
