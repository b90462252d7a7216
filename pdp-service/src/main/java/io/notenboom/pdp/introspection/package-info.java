// SPDX-License-Identifier: Apache-2.0
/** What the authorization server says of an access token and of a DPoP proof. */
@NullMarked
package io.notenboom.pdp.introspection;

import org.jspecify.annotations.NullMarked;
