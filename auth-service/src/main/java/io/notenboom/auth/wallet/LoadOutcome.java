// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.wallet;

import com.google.errorprone.annotations.CheckReturnValue;
import io.notenboom.trust.credential.CredentialRefusal;

/** What came of loading a credential. */
@CheckReturnValue
public sealed interface LoadOutcome {

    /** It is in the wallet. */
    record Loaded(String credentialId) implements LoadOutcome {}

    /** There is no active subject of this name. */
    record UnknownSubject() implements LoadOutcome {}

    /** The credential is about a DID that the subject does not own. */
    record NotOwn() implements LoadOutcome {}

    /** The credential does not verify. */
    record Refused(CredentialRefusal reason) implements LoadOutcome {}
}
