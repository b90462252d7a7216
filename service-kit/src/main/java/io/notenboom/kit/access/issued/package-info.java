// SPDX-License-Identifier: Apache-2.0
/** API tokens that are made, rotated and revoked while the node runs, and the bootstrap token that makes the first one. */
@NullMarked
package io.notenboom.kit.access.issued;

import org.jspecify.annotations.NullMarked;
