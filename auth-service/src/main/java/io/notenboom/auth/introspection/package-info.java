// SPDX-License-Identifier: Apache-2.0
/** What a resource server may know about a token (RFC 7662). */
@NullMarked
package io.notenboom.auth.introspection;

import org.jspecify.annotations.NullMarked;
