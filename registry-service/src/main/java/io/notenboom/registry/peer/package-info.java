// SPDX-License-Identifier: Apache-2.0
/** What the registry's API tells of peers; gossip implements it. */
@NullMarked
package io.notenboom.registry.peer;

import org.jspecify.annotations.NullMarked;
