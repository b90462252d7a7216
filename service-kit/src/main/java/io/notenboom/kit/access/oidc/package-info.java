// SPDX-License-Identifier: Apache-2.0
/** Operators who logged in at an OpenID provider and send its access token. */
@NullMarked
package io.notenboom.kit.access.oidc;

import org.jspecify.annotations.NullMarked;
