// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.issuer;

import com.google.errorprone.annotations.CheckReturnValue;
import io.notenboom.trust.credential.CredentialRefusal;

/** What came of issuing a credential. */
@CheckReturnValue
public sealed interface IssueOutcome {

    /** It is issued and recorded. */
    record Issued(IssuedCredential credential) implements IssueOutcome {}

    /** The issuer is not an active DID of this node. */
    record ForeignIssuer() implements IssueOutcome {}

    /** It would break a rule, and nobody would accept it. */
    record Refused(CredentialRefusal reason) implements IssueOutcome {}
}
