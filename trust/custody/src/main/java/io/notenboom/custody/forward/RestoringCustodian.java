// SPDX-License-Identifier: Apache-2.0
package io.notenboom.custody.forward;

import io.notenboom.custody.CustodyException;
import io.notenboom.custody.KeyCustodian;
import io.notenboom.trust.key.KeyId;
import io.notenboom.trust.key.KeyPurpose;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * The custodian of a node that may be in the middle of a restore. Meanwhile it gives no key and signs nothing, but for two
 * purposes: {@link KeyPurpose#NODE_IDENTITY}, because a node has to show its certificate to the peers from whom it catches
 * up, and {@link KeyPurpose#AUDIT}. Public keys are shown always.
 */
public final class RestoringCustodian extends ForwardingCustodian {

    private static final Set<KeyPurpose> ALWAYS = EnumSet.of(KeyPurpose.NODE_IDENTITY, KeyPurpose.AUDIT);

    private final BooleanSupplier restoring;

    /**
     * Keys of this custodian.
     *
     * @param restoring whether the node is being restored; asked before every signature
     */
    public RestoringCustodian(KeyCustodian keys, BooleanSupplier restoring) {
        super(keys);
        this.restoring = restoring;
    }

    @Override
    public KeyId claim(KeyPurpose purpose) {
        require(purpose);
        return super.claim(purpose);
    }

    @Override
    public byte[] sign(KeyId keyId, KeyPurpose purpose, byte[] input) {
        require(purpose);
        return super.sign(keyId, purpose, input);
    }

    @Override
    public List<byte[]> signAll(KeyId keyId, KeyPurpose purpose, List<byte[]> inputs) {
        require(purpose);
        return super.signAll(keyId, purpose, inputs);
    }

    private void require(KeyPurpose purpose) {
        if (restoring.getAsBoolean() && !ALWAYS.contains(purpose)) {
            throw new CustodyException(
                    "the node is being restored: nothing is signed for " + purpose.wireName() + " until that is done");
        }
    }
}
