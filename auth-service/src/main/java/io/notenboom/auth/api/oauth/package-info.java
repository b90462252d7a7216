// SPDX-License-Identifier: Apache-2.0
/** HTTP of the OAuth endpoints: token, introspection, revocation, metadata; holds no rules. */
@NullMarked
package io.notenboom.auth.api.oauth;

import org.jspecify.annotations.NullMarked;
