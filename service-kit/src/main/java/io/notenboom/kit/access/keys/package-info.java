// SPDX-License-Identifier: Apache-2.0
/** JWTs signed with keys of an OpenSSH authorized_keys file: the scheme {@code token_v2} of Nuts nodes. */
@NullMarked
package io.notenboom.kit.access.keys;

import org.jspecify.annotations.NullMarked;
