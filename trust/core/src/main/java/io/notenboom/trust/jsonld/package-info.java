// SPDX-License-Identifier: Apache-2.0
/** JSON-LD as signatures need it: pinned contexts, nothing undefined, canonical form within limits (W3C RDFC-1.0). */
@NullMarked
package io.notenboom.trust.jsonld;

import org.jspecify.annotations.NullMarked;
