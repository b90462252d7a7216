// SPDX-License-Identifier: Apache-2.0
/** Taking over subjects from another node, for callers of the node. */
@NullMarked
package io.notenboom.auth.api.takeover;

import org.jspecify.annotations.NullMarked;
