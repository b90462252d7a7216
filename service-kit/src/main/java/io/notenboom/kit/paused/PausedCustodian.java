// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.paused;

import io.notenboom.custody.CustodyException;
import io.notenboom.custody.KeyCustodian;
import io.notenboom.custody.forward.ForwardingCustodian;
import io.notenboom.trust.key.KeyId;
import io.notenboom.trust.key.KeyPurpose;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The custodian of a node that is paused. It gives no key, and signs for two purposes only: {@link KeyPurpose#DID}, because
 * a status list is signed anew every day, and {@link KeyPurpose#AUDIT}. That nothing else is signed with DID keys is the
 * matter of who answers requests. Public keys are shown always.
 */
public final class PausedCustodian extends ForwardingCustodian {

    private static final Set<KeyPurpose> MEANWHILE = EnumSet.of(KeyPurpose.DID, KeyPurpose.AUDIT);

    /** Keys of this custodian. */
    public PausedCustodian(KeyCustodian keys) {
        super(keys);
    }

    @Override
    public KeyId claim(KeyPurpose purpose) {
        throw new CustodyException("the node is paused: no key is taken into use until it is resumed");
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

    private static void require(KeyPurpose purpose) {
        if (!MEANWHILE.contains(purpose)) {
            throw new CustodyException(
                    "the node is paused: nothing is signed for " + purpose.wireName() + " until it is resumed");
        }
    }
}
