// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.rotation;

import io.notenboom.auth.issuer.IssuedCredential;
import io.notenboom.auth.issuer.IssuedStore;
import io.notenboom.auth.issuer.SignedCredentials;
import io.notenboom.trust.did.Did;
import io.notenboom.trust.did.DidUrl;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A store during which something happens once: another caller comes between, or the process ends. */
final class StoreInterrupted implements IssuedStore {

    private final IssuedStore store;
    private String at = "";
    private Runnable event = () -> {};

    StoreInterrupted(IssuedStore store) {
        this.store = store;
    }

    void before(String step, Runnable what) {
        at = step;
        event = what;
    }

    /** Fails at a method, or {@code after} it. */
    void failAt(String step) {
        before(step, () -> {
            throw new IllegalStateException("killed at " + step);
        });
    }

    private void reach(String step) {
        if (step.equals(at)) {
            at = "";
            event.run();
        }
    }

    @Override
    public void add(IssuedCredential credential, DidUrl method) {
        store.add(credential, method);
    }

    @Override
    public boolean addNew(IssuedCredential credential, DidUrl method) {
        reach("addNew");
        boolean added = store.addNew(credential, method);
        reach("after addNew");
        return added;
    }

    @Override
    public Optional<IssuedCredential> find(Did issuer, String id) {
        reach("find");
        return store.find(issuer, id);
    }

    @Override
    public List<IssuedCredential> issuedBy(Did issuer) {
        return store.issuedBy(issuer);
    }

    @Override
    public SignedCredentials signedBy(DidUrl method, Instant now) {
        return store.signedBy(method, now);
    }

    @Override
    public List<String> idsSignedBy(DidUrl method, int limit) {
        reach("idsSignedBy");
        return store.idsSignedBy(method, limit);
    }

    @Override
    public void ended(DidUrl method, String id) {
        reach("ended");
        store.ended(method, id);
        reach("after ended");
    }
}
