// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/device/host_allocator.h"

#include <sys/mman.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <iterator>
#include <map>
#include <mutex>
#include <thread>
#include <vector>

#include <c10/core/CPUAllocator.h>
#include <c10/util/Exception.h>

namespace warbler {

namespace {

constexpr std::size_t kHeader = 64;       // before each block: its size, and the alignment torch wants
constexpr std::size_t kSmall = 64 << 10;  // below, malloc is as good
constexpr std::size_t kKept = std::size_t(256) << 20;
constexpr std::size_t kHugePage = 2 << 20;

class HostCache : public c10::Allocator {
public:
    c10::DataPtr allocate(std::size_t bytes) override {
        if (bytes == 0)
            return {nullptr, nullptr, &HostCache::release, c10::Device(c10::DeviceType::CPU)};
        const std::size_t size = blockSize(bytes + kHeader);
        void *base = takeFree(size);
        if (!base) {
            makeRoom(size);
            base = requestBlock(size, bytes + kHeader);
            if (!base) {
                empty();
                base = requestBlock(size, bytes + kHeader);
            }
            TORCH_CHECK_WITH(OutOfMemoryError, base, "not enough memory: ", bytes, " bytes wanted");
            *static_cast<std::size_t *>(base) = size;  // a kept block knows its own
        }
        use(*static_cast<std::size_t *>(base));
        void *data = static_cast<char *>(base) + kHeader;
        return {data, data, &HostCache::release, c10::Device(c10::DeviceType::CPU)};
    }
    c10::DeleterFnPtr raw_deleter() const override { return &HostCache::release; }
    void copy_data(void *to, const void *from, std::size_t count) const override { default_copy_data(to, from, count); }

    static HostCache &instance() {
        static HostCache *cache = new HostCache;  // lives as long as any tensor
        return *cache;
    }
    void empty() {
        const std::lock_guard lock(m_mutex);
        for (auto &list : m_free)
            for (const Free &one : list.second)
                returnBlock(one.block, list.first);
        m_free.clear();
        m_kept = 0;
        m_most = m_used;
    }

private:
    // Eight sizes to a doubling, so that packs of nearly equal length share blocks.
    static std::size_t blockSize(std::size_t bytes) {
        if (bytes < kSmall)
            return (bytes + kHeader - 1) / kHeader * kHeader;
        std::size_t step = kSmall / 8;
        while (step * 16 <= bytes)
            step *= 2;
        return (bytes + step - 1) / step * step;
    }
    void *takeFree(std::size_t size) {
        if (size < kSmall)
            return nullptr;
        const std::lock_guard lock(m_mutex);
        // A block up to twice as large will do: packs of other lengths then share what is kept instead of adding to it,
        // and fewer pages have to be cleared anew.
        const auto first = m_free.lower_bound(size), end = m_free.upper_bound(size + size);
        if (first == end)
            return nullptr;
        // Best is one that this thread freed: its lines lie in this core's cache, another's would have to be fetched
        // from there.
        const auto isMine = [me = std::this_thread::get_id()](const Free &one) { return one.by == me; };
        auto list = first;
        auto place = list->second.rend();
        for (; list != end; ++list) {
            place = std::find_if(list->second.rbegin(), list->second.rend(), isMine);
            if (place != list->second.rend())
                break;
        }
        if (list == end) {
            list = first;
            place = list->second.rbegin();
        }
        void *block = place->block;
        list->second.erase(std::next(place).base());
        m_kept -= list->first;
        if (list->second.empty())
            m_free.erase(list);
        return block;
    }
    void use(std::size_t size) {
        if (size < kSmall)
            return;
        const std::lock_guard lock(m_mutex);
        m_used += size;
        m_most = std::max(m_most, m_used);
    }
    // A step of training frees all it took and takes it again: what it frees is kept, as long as no more is held than
    // was in use at once before.
    std::size_t keepLimit() const { return std::max(kKept, m_most - m_used); }
    void makeRoom(std::size_t size) {
        if (size < kSmall)
            return;
        const std::lock_guard lock(m_mutex);
        const std::size_t most = std::max(kKept, m_most - std::min(m_most, m_used + size));
        while (m_kept > most) {
            const auto largest = std::prev(m_free.end());
            returnBlock(largest->second.back().block, largest->first);
            m_kept -= largest->first;
            largest->second.pop_back();
            if (largest->second.empty())
                m_free.erase(largest);
        }
    }
    static void release(void *data) {
        if (!data)
            return;
        void *base = static_cast<char *>(data) - kHeader;
        const std::size_t size = *static_cast<std::size_t *>(base);
        HostCache &cache = instance();
        if (size >= kSmall) {
            const std::lock_guard lock(cache.m_mutex);
            cache.m_used -= size;
            if (cache.m_kept + size <= cache.keepLimit()) {
                cache.m_free[size].push_back({base, std::this_thread::get_id()});
                cache.m_kept += size;
                return;
            }
        }
        returnBlock(base, size);
    }
    // Large blocks are pages of their own: out of malloc's heap, where small things lie between them, hundreds of MB
    // would never come back. The largest lie on huge pages, but for what rounding added, which would become resident:
    // a product of matrices reads one page of weights after the other.
    static void *requestBlock(std::size_t size, std::size_t wanted) {
        if (size < kSmall)
            return std::aligned_alloc(kHeader, size);
        const std::size_t more = size >= 2 * kHugePage ? kHugePage : 0;
        void *pages = mmap(nullptr, size + more, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (pages == MAP_FAILED)
            return nullptr;
        if (more == 0)
            return pages;
        const std::size_t before = (kHugePage - reinterpret_cast<std::uintptr_t>(pages) % kHugePage) % kHugePage;
        char *first = static_cast<char *>(pages) + before;
        if (before > 0)
            munmap(pages, before);
        if (before < more)
            munmap(first + size, more - before);
        madvise(first, wanted / kHugePage * kHugePage, MADV_HUGEPAGE);  // a wish: a kernel without them refuses it
        return first;
    }
    static void returnBlock(void *base, std::size_t size) {
        if (size < kSmall)
            std::free(base);
        else
            munmap(base, size);
    }

    struct Free {
        void *block;
        std::thread::id by;
    };

    std::mutex m_mutex;
    std::map<std::size_t, std::vector<Free>> m_free;  // by size
    std::size_t m_kept = 0, m_used = 0, m_most = 0;   // bytes in free blocks, in use, and most in use since empty()
};

}  // namespace

void installHostCache() {
    static std::once_flag once;
    std::call_once(once, [] { c10::SetCPUAllocator(&HostCache::instance(), 1); });
}

void emptyHostCache() { HostCache::instance().empty(); }

}  // namespace warbler
