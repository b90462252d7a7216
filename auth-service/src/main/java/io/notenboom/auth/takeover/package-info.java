// SPDX-License-Identifier: Apache-2.0
/** Taking over subjects from another node: their DIDs go on with the keys that they have. */
@NullMarked
package io.notenboom.auth.takeover;

import org.jspecify.annotations.NullMarked;
