// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.notenboom.hosting.backup.redis;

import org.jspecify.annotations.NullMarked;
